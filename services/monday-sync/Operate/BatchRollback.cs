using Dapper;
using Workers.MondaySync.RecordCommands;
using Workers.MondaySync.SyncBoard;
using Workers.Postgres;

namespace Workers.MondaySync.Operate;

/// <summary>
/// Takes a whole batch back from the board. Each order gets a command of its own, carried out like any other: with a stored request, looked
/// up after an unknown outcome. The order then goes to review, so that nothing is missing silently.
/// </summary>
internal sealed class BatchRollback(Database database, WorkSignal signal)
{
    /// <returns>How many orders are taken back; null when there is no such batch.</returns>
    public async Task<int?> Request(Guid batchId, string by, string reason, CancellationToken cancellationToken)
    {
        var sentence = $"batch rolled back by {by}: {reason}";
        var orders = await database.InTransaction(async (connection, transaction) =>
        {
            var marked = await connection.ExecuteAsync(
                """
                -- monday_sync: mark the batch
                update mon_batch_processing set status = 'FAILED', error_summary = @sentence, end_time = coalesce(end_time, now()) where batch_id = @batchId
                """, new { batchId, sentence }, transaction);
            if (marked == 0) return (int?)null;
            var members = (await connection.QueryAsync<Guid>(Members, new { batchId, sentence }, transaction)).AsList();
            await Journal.Audit(connection, transaction, [.. members.Select(order => new AuditEntry
            {
                OrderId = order, EventType = "BOARD_ROLLBACK_REQUESTED", Source = "monday_sync", User = by, Description = sentence,
            })]);
            return members.Count;
        }, cancellationToken);
        signal.Pulse();
        return orders;
    }

    private const string Members =
        """
        -- monday_sync: ask for the batch's orders to be taken back
        with member as (
            select order_id from mon_cust_master_schedule where batch_id = @batchId and rolled_back_at is null
            union
            select order_id from stg_mon_cust_master_schedule where stg_batch_id = @batchId
        ), newest as (
            select distinct on (command.order_id) command.order_id, command.version, command.attempt, command.external_id
            from sync_command command join member using (order_id)
            where command.kind = 'SYNC'
            order by command.order_id, command.version desc, command.attempt desc
        ), asked as (
            insert into sync_command (order_id, version, attempt, kind, external_id, body)
            select order_id, version, attempt, 'ROLLBACK', external_id, @sentence from newest
            on conflict (order_id, version, attempt, kind) do update
            set outcome = null, body = excluded.body, finished_at = null, announced_at = null
            returning order_id
        )
        update board_item item set due_at = coalesce(item.due_at, now()) from asked where item.order_id = asked.order_id
        returning item.order_id
        """;
}
