using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>Root fields of queries.</summary>
internal static class QueryFields
{
    private const int MaxIds = 100;

    public static object? Resolve(ResolveContext context, MondayAccount account, ComplexityReport complexity, string version) => context.FieldName switch
    {
        "boards" => Boards(context, account),
        "items" => Items(context, account),
        "items_page_by_column_values" => ByColumnValues(context, account),
        "next_items_page" => account.Queries.Next(context.Text("cursor")!, context.Whole("limit") ?? 25, account.Now),
        "complexity" => complexity,
        "version" => version,
        _ => "me",
    };

    private static List<Board> Boards(ResolveContext context, MondayAccount account)
    {
        var ids = context.Texts("ids");
        var state = context.Text("state") ?? "active";
        var (limit, page) = Paging(context);
        return account.Boards.ById.Values
            .Where(board => ids is null || ids.Contains(board.Id))
            .Where(board => state == "all" || board.State == state)
            .Skip((page - 1) * limit)
            .Take(limit)
            .ToList();
    }

    private static List<Item> Items(ResolveContext context, MondayAccount account)
    {
        var (limit, page) = Paging(context);
        if (context.Texts("ids") is not { } ids)
            throw new FieldException("InvalidArgumentException", "items needs ids");
        if (ids.Count > MaxIds)
            throw new FieldException("InvalidArgumentException", $"items takes at most {MaxIds} ids");
        var activeOnly = context.Flag("exclude_nonactive");
        return ids.Distinct(StringComparer.Ordinal)
            .Select(account.Items.TryFind)
            .OfType<Item>()
            .Where(item => item.State != "deleted" && (!activeOnly || item.State == "active"))
            .Skip((page - 1) * limit)
            .Take(limit)
            .ToList();
    }

    private static ItemsPage ByColumnValues(ResolveContext context, MondayAccount account)
    {
        var limit = context.Whole("limit") ?? 25;
        if (context.Text("cursor") is { } cursor)
            return account.Queries.Next(cursor, limit, account.Now);
        if (context.Arguments.GetValueOrDefault("columns") is not List<object?> { Count: > 0 } columns)
            throw new FieldException("InvalidArgumentException", "either columns or a cursor is needed");
        return account.Queries.Start(ItemQueries.ByColumnValues(account.Boards.Find(context.Text("board_id")!), columns), limit, account.Now);
    }

    private static (int Limit, int Page) Paging(ResolveContext context) =>
        (Math.Clamp(context.Whole("limit") ?? 25, 1, 500), Math.Clamp(context.Whole("page") ?? 1, 1, 100_000));
}
