using Dapper;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.RecordCommands;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Reads everything about a round's orders in a handful of statements and picks the command that is carried out next.</summary>
internal sealed class RoundLoader(Database database)
{
    /// <returns>Commands that are answered without a call, and orders with nothing left to do.</returns>
    public async Task<(IReadOnlyList<(CommandRow Command, string Outcome)> Settled, IReadOnlyList<Guid> Idle)> Load(Round round, CancellationToken cancellationToken)
    {
        var items = await Rows<BoardItemRow>($"select {BoardItemRow.Columns} from board_item where round_id = @RoundId order by order_id", new { round.RoundId }, cancellationToken);
        var orders = items.Select(item => item.OrderId).ToArray();
        var commands = (await Rows<CommandRow>($"select {CommandRow.Columns} from sync_command where order_id = any(@orders) and outcome is null", new { orders }, cancellationToken)).ToLookup(row => row.OrderId);
        var staged = (await Rows<StagedItem>($"select {StagedItem.Columns} from stg_mon_cust_master_schedule where order_id = any(@orders)", new { orders }, cancellationToken))
            .ToDictionary(row => (row.OrderId, row.OrderVersion, row.Attempt));
        var subitems = (await Rows<StagedSubitem>($"select {StagedSubitem.Columns} from stg_mon_cust_master_schedule_subitems where stg_parent_stg_id = any(@ids) order by stg_id",
            new { ids = staged.Values.Select(row => row.StgId).ToArray() }, cancellationToken)).ToLookup(row => row.StgParentStgId);

        var pinned = (round.OpenRequest?.Operations() ?? []).GroupBy(operation => operation.OrderId).ToDictionary(group => group.Key, group => group.First());
        var settled = new List<(CommandRow, string)>();
        var idle = new List<Guid>();
        foreach (var item in items)
        {
            var choice = CommandChoice.Of(item, [.. commands[item.OrderId]], staged, subitems, pinned.GetValueOrDefault(item.OrderId));
            settled.AddRange(choice.Settled);
            if (choice.Next is not { } command) idle.Add(item.OrderId);
            else round.Works.Add(Work(item, command, staged, subitems));
        }
        return (settled, idle);
    }

    /// <summary>What our own tables say stands on the board.</summary>
    public async Task<IReadOnlyDictionary<Guid, FoundItem>> Standing(IReadOnlyList<OrderWork> works, CancellationToken cancellationToken)
    {
        if (works.Count == 0) return new Dictionary<Guid, FoundItem>();
        var orders = works.Select(work => work.OrderId).ToArray();
        var subitems = (await Rows<(Guid OrderId, string ExternalId, long SubitemId, long? BoardId, string Name, string Values)>(
            "select order_id, external_id, subitem_id, subitem_board_id, subitem_name, column_values from mon_cust_master_schedule_subitems where order_id = any(@orders)", new { orders }, cancellationToken))
            .ToLookup(row => row.OrderId, row => new FoundSubitem(row.ExternalId, row.SubitemId, row.BoardId, row.Name, row.Values));
        return (await Rows<(Guid OrderId, long ItemId, long BoardId, string Title, string Values)>(
            "select order_id, item_id, board_id, title, column_values from mon_cust_master_schedule where order_id = any(@orders) and rolled_back_at is null", new { orders }, cancellationToken))
            .ToDictionary(row => row.OrderId, row => new FoundItem { ItemId = row.ItemId, BoardId = row.BoardId, Name = row.Title, ColumnValues = row.Values, Subitems = [.. subitems[row.OrderId]] });
    }

    private static OrderWork Work(BoardItemRow item, CommandRow command, Dictionary<(Guid, long, int), StagedItem> staged, ILookup<long, StagedSubitem> subitems)
    {
        var row = command.Kind == CommandRow.Sync ? staged.GetValueOrDefault((command.OrderId, command.Version, command.Attempt)) : null;
        return new OrderWork(item, command)
        {
            Staged = row, Subitems = row is null ? [] : [.. subitems[row.StgId]],
            Open = command.Kind == CommandRow.Sync ? [] : Endings(item, command.Kind),
            MoveBack = item is { State: "CLOSED", ItemId: not null } && command.Kind == CommandRow.Sync,
        };
    }

    /// <summary>What closing or taking back has to do; nothing where there is no item.</summary>
    public static HashSet<OperationKind> Endings(BoardItemRow item, string kind) =>
        item.ItemId is null ? [] : kind == CommandRow.Close ? [OperationKind.MoveItem, OperationKind.UpdateItem] : [OperationKind.DeleteItem];

    private Task<IReadOnlyList<T>> Rows<T>(string sql, object arguments, CancellationToken cancellationToken) =>
        database.Query<T>("-- monday_sync: load round\n" + sql, arguments, cancellationToken);
}
