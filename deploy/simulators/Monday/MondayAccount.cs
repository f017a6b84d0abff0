using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>Boards and items of one account, and the resolvers over them. Callers hold <see cref="Gate"/>.</summary>
internal sealed class MondayAccount
{
    public const long AccountId = 12_345_678;
    private readonly MondaySettings settings;
    private readonly TimeProvider clock;

    public MondayAccount(MondaySettings settings, TimeProvider clock)
    {
        (this.settings, this.clock) = (settings, clock);
        Boards = new Boards(settings);
        Items = new Items(settings, Boards);
        Boards.Load(clock.GetUtcNow());
    }

    public Lock Gate { get; } = new();

    public Boards Boards { get; }

    public Items Items { get; }

    public ItemQueries Queries { get; } = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    public int ItemsPerBoard => settings.ItemsPerBoard;

    public void Reset()
    {
        Boards.Load(clock.GetUtcNow());
        Items.Reset();
        Queries.Reset();
    }
}

/// <summary>What one call may cost and what is left of the minute, for the field <c>complexity</c>.</summary>
internal sealed record ComplexityReport(long Before, long After, long Query, int ResetIn);

/// <summary>Resolves fields for one call.</summary>
internal sealed class MondayResolvers(MondayAccount account, ComplexityReport complexity, string version) : IResolvers
{
    public object? Resolve(ResolveContext context) => context.TypeName switch
    {
        "Query" => QueryFields.Resolve(context, account, complexity, version),
        "Mutation" => MutationFields.Resolve(context, account, complexity),
        "Board" => BoardFields.OfBoard(context, (Board)context.Source!, account),
        "Group" => BoardFields.OfGroup(context, (GroupOnBoard)context.Source!, account),
        "Column" => BoardFields.OfColumn(context, (Column)context.Source!),
        "BoardDuplication" => context.FieldName == "board" ? context.Source : false,
        "ItemsResponse" => context.FieldName == "cursor" ? ((ItemsPage)context.Source!).Cursor : ((ItemsPage)context.Source!).Items,
        "Item" => ItemFields.Resolve(context, (Item)context.Source!),
        "Complexity" => (object)Complexity(context, (ComplexityReport)context.Source!),
        "User" or "Account" or "Version" => AccountFields.Resolve(context),
        _ => CellFields.Resolve(context, (Cell)context.Source!),
    };

    public string TypeOf(object value, string declared) => declared == "ColumnValue" ? CellFields.TypeOf(((Cell)value).Column.Type) : declared;

    private static long Complexity(ResolveContext context, ComplexityReport report) => context.FieldName switch
    {
        "before" => report.Before,
        "after" => report.After,
        "query" => report.Query,
        _ => report.ResetIn,
    };
}
