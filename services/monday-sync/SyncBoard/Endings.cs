using System.Text.Json;
using Dapper;
using Npgsql;
using Workers.MondaySync.RecordCommands;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Records items that were closed for a cancelled order, or taken back with their batch.</summary>
internal static class Endings
{
    public static async Task<IReadOnlyList<CommandRow>> Record(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OrderWork> works)
    {
        var closed = works.Where(work => work.Command.Kind == CommandRow.Close).ToList();
        var takenBack = works.Where(work => work.Command.Kind == CommandRow.Rollback).ToList();
        var answers = new List<CommandRow>();
        if (closed.Count > 0) answers.AddRange(await connection.QueryAsync<CommandRow>(Close, Arguments(closed), transaction));
        if (takenBack.Count > 0) answers.AddRange(await connection.QueryAsync<CommandRow>(TakeBack, Arguments(takenBack), transaction));
        if (works.Count > 0) await connection.ExecuteAsync(LetGo, Arguments(works), transaction);
        await Journal.Audit(connection, transaction, [.. works.Select(work => new AuditEntry
        {
            OrderId = work.OrderId, EventType = work.Command.Kind == CommandRow.Close ? "BOARD_ITEM_CLOSED" : "BOARD_ITEM_ROLLED_BACK", Source = "monday_sync",
            Description = work.Item.ItemId is { } item ? $"Item {item} on board {work.Item.BoardId}" : "No item stood on the board",
            OldValue = JsonSerializer.Serialize(new { version = work.Item.StandsVersion, itemId = work.Item.ItemId }),
        })]);
        return answers;
    }

    private static object Arguments(IReadOnlyList<OrderWork> works) => new
    {
        orders = works.Select(work => work.OrderId).ToArray(), versions = works.Select(work => work.Command.Version).ToArray(),
        items = works.Select(work => work.Item.ItemId).ToArray(), boards = works.Select(work => work.Item.BoardId).ToArray(),
        reasons = works.Select(work => work.Command.Kind == CommandRow.Rollback ? work.Command.Body : null).ToArray(),
    };

    private static readonly string Returned = string.Join(", ", CommandRow.Columns.Split(", ").Select(column => "command." + column));

    // Orders of the tombstone's version and below get the same answer: they are never created any more.
    private static readonly string Close =
        $"""
        -- monday_sync: record closed items
        with done as (
            select * from unnest(@orders, @versions, @items, @boards) as done (order_id, version, item_id, board_id)
        ), item as (
            update board_item item set state = 'CLOSED', item_id = done.item_id, board_id = done.board_id, look_up = 0, retry_count = 0 from done where item.order_id = done.order_id
            returning item.order_id, item.tombstone
        ), production as (
            update mon_cust_master_schedule set closed_at = now() where order_id = any(@orders)
        ), staged as (
            delete from stg_mon_cust_master_schedule stg using item where stg.order_id = item.order_id and stg.order_version <= item.tombstone
        )
        update sync_command command
        set outcome = 'CLOSED', item_id = done.item_id, board_id = done.board_id, finished_at = now(), announced_at = null
        from done join item using (order_id)
        where command.order_id = done.order_id and command.outcome is null and command.kind in ('SYNC', 'CLOSE') and command.version <= item.tombstone
        returning {Returned}
        """;

    // The answers that said the order stands are replaced: a redelivery must not say it again.
    private static readonly string TakeBack =
        $"""
        -- monday_sync: record items taken back
        with done as (
            select * from unnest(@orders, @versions, @items, @reasons) as done (order_id, version, item_id, reason)
        ), item as (
            update board_item item
            set state = case when item.state = 'CLOSED' then 'CLOSED' else 'NONE' end, item_id = null, board_id = null, stands_version = null, stands_attempt = null, look_up = 0, retry_count = 0
            from done where item.order_id = done.order_id
        ), production as (
            update mon_cust_master_schedule set rolled_back_at = now() where order_id = any(@orders)
        ), subitems as (
            delete from mon_cust_master_schedule_subitems where order_id = any(@orders)
        ), staged as (
            delete from stg_mon_cust_master_schedule stg using done where stg.order_id = done.order_id and stg.order_version <= done.version
        )
        update sync_command command
        set outcome = 'FAILED', code = 'ROLLED_BACK', reason = done.reason, finished_at = now(), announced_at = null
        from done
        where command.order_id = done.order_id and command.version <= done.version
          and (command.kind = 'ROLLBACK' and command.outcome is null or command.kind = 'SYNC' and (command.outcome is null or command.outcome = 'SYNCED'))
        returning {Returned}
        """;

    private const string LetGo =
        """
        -- monday_sync: let ended orders go
        update board_item item
        set round_id = null, waiting_code = null,
            due_at = case when exists (select from sync_command command where command.order_id = item.order_id and command.outcome is null) then now() end
        where item.order_id = any(@orders)
        """;
}
