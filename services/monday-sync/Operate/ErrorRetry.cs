using Dapper;
using Npgsql;
using Workers.MondaySync.MapOrder;
using Workers.MondaySync.RecordCommands;
using Workers.MondaySync.SyncBoard;
using Workers.Postgres;

namespace Workers.MondaySync.Operate;

/// <summary>What to try again: error ids as <c>item-12</c> or <c>subitem-7</c>, orders, or everything.</summary>
internal sealed record RetryErrors(IReadOnlyList<string>? Ids, IReadOnlyList<Guid>? OrderIds, bool All, string? By, string? Reason);

/// <summary>
/// Tries failed orders again by hand. They are mapped anew, because the mapping may be what was mended, and looked up before anything is
/// created. Asking twice does no harm: an order that is on its way or done is left alone.
/// </summary>
internal sealed class ErrorRetry(Database database, BoardMapping mapping, WorkSignal signal)
{
    public async Task<int> Retry(RetryErrors request, CancellationToken cancellationToken)
    {
        var by = request.By ?? "operator";
        var retried = await database.InTransaction(async (connection, transaction) =>
        {
            var orders = await Resolve(connection, transaction, request, by);
            if (orders.Length == 0) return 0;
            var commands = (await connection.QueryAsync<CommandRow>(Reopen, new { orders }, transaction)).AsList();
            var drafts = commands.Where(row => row.Kind == CommandRow.Sync).Select(row => row.Order()).Select(order => new StagedDraft(order, BoardMapper.Map(order, mapping))).ToList();
            await StagingWriter.Rewrite(connection, transaction, drafts);
            await StagingWriter.Refuse(connection, transaction, [.. drafts.Where(draft => draft.Problem is not null)]);
            await connection.ExecuteAsync(
                """
                -- monday_sync: make retried orders due
                update board_item item set due_at = coalesce(item.due_at, now()), retry_count = 0, look_up = case when item.look_up = 0 and item.state <> 'NONE' then 1 else item.look_up end
                where item.order_id = any(@orders)
                """, new { orders = commands.Select(row => row.OrderId).Distinct().ToArray() }, transaction);
            await Journal.Audit(connection, transaction, [.. commands.Select(row => new AuditEntry
            {
                OrderId = row.OrderId, EventType = "BOARD_SYNC_RETRIED", Source = "monday_sync", User = by, Description = request.Reason,
            })]);
            return commands.Count;
        }, cancellationToken);
        signal.Pulse();
        return retried;
    }

    private static async Task<Guid[]> Resolve(NpgsqlConnection connection, NpgsqlTransaction transaction, RetryErrors request, string by)
    {
        long[] Numbers(string prefix) => [.. (request.Ids ?? []).Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Select(id => long.TryParse(id[prefix.Length..], out var number) ? number : 0)];
        return [.. await connection.QueryAsync<Guid>(
            """
            -- monday_sync: resolve errors that are retried
            with items as (
                update err_mon_cust_master_schedule set resolved_at = now(), resolved_by = @by, retry_count = retry_count + 1
                where resolved_at is null and (@All or err_id = any(@items) or order_id = any(@orders))
                returning order_id
            ), subitems as (
                update err_mon_cust_master_schedule_subitems set resolved_at = now(), resolved_by = @by, retry_count = retry_count + 1
                where resolved_at is null and (@All or err_id = any(@subitems) or order_id = any(@orders))
                returning order_id
            )
            select order_id from items union select order_id from subitems
            """,
            new { by, request.All, items = Numbers("item-"), subitems = Numbers("subitem-"), orders = (request.OrderIds ?? []).ToArray() }, transaction)];
    }

    // Only the newest failed command of an order; one that was asked for since, or answered well, stands.
    private static readonly string Reopen =
        $"""
        -- monday_sync: reopen failed commands
        update sync_command command set outcome = null, code = null, reason = null, finished_at = null, announced_at = null
        from (
            select distinct on (order_id) order_id, version, attempt, kind, outcome, code from sync_command
            where order_id = any(@orders) order by order_id, version desc, attempt desc, kind
        ) newest
        where command.order_id = newest.order_id and command.version = newest.version and command.attempt = newest.attempt and command.kind = newest.kind
          and newest.outcome = 'FAILED' and newest.code <> 'ROLLED_BACK'
        returning {string.Join(", ", CommandRow.Columns.Split(", ").Select(column => "command." + column))}
        """;
}
