using Dapper;
using Npgsql;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.RecordCommands;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Writes what a step of a round came to: one transaction under the round's fence.</summary>
internal sealed class RoundResults(Database database, RoundStore rounds)
{
    /// <summary>Records done aliases, promotes what is complete, lets go what leaves.</summary>
    /// <param name="round">The round with its works as they are now.</param>
    /// <param name="request">The request that was answered; null when none was needed.</param>
    /// <param name="outcome">ANSWERED, UNKNOWN or NOT_TAKEN.</param>
    /// <param name="touched">Operations whose staging rows changed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Answers to publish after the commit.</returns>
    public async Task<IReadOnlyList<CommandRow>> Write(Round round, Guid? request, string outcome, IReadOnlyList<Operation> touched, CancellationToken cancellationToken)
    {
        var works = round.Works.Where(work => work.Left is not { } left || !ReferenceEquals(left, Departure.Done)).ToList();
        var complete = works.Where(work => work.Left is null && work.IsComplete).ToList();
        var leaving = works.Where(work => work.Left is not null).ToList();
        var answers = await database.InTransaction(async (connection, transaction) =>
        {
            await rounds.Fence(connection, transaction, round, request, outcome);
            await Staging(connection, transaction, works, touched);
            var synced = await Promotion.Promote(connection, transaction, [.. complete.Where(work => work.IsSync)]);
            var ended = await Endings.Record(connection, transaction, [.. complete.Where(work => !work.IsSync)]);
            await Leave(connection, transaction, leaving);
            var failed = await Failures.Record(connection, transaction, [.. leaving.Select(work => work.Left!.Failure).OfType<Failure>()]);
            await Progress(connection, transaction, works, complete, touched);
            return (IReadOnlyList<CommandRow>)[.. synced, .. ended, .. failed];
        }, cancellationToken);
        foreach (var work in complete) work.Left = Departure.Done;
        round.Works.RemoveAll(work => work.Left is not null);
        return answers;
    }

    private static async Task Staging(NpgsqlConnection connection, NpgsqlTransaction transaction, List<OrderWork> works, IReadOnlyList<Operation> touched)
    {
        if (touched.Count == 0) return;
        var orders = touched.Select(operation => operation.OrderId).ToHashSet();
        var rows = works.Where(work => orders.Contains(work.OrderId) && work.Staged is not null).ToList();
        if (touched.Any(operation => !operation.IsSubitem && operation.StagingId != 0)) await StagedRowsUpdate.Items(connection, transaction, rows);
        if (touched.Any(operation => operation.IsSubitem))
        {
            var ids = touched.Where(operation => operation.IsSubitem).Select(operation => operation.StagingId).ToHashSet();
            await StagedRowsUpdate.Subitems(connection, transaction, [.. rows.SelectMany(work => work.Subitems).Where(subitem => ids.Contains(subitem.StgId))]);
        }
        var made = touched.Where(operation => operation.Kind == OperationKind.CreateItem).Select(operation => operation.OrderId).ToHashSet();
        var created = rows.Where(work => made.Contains(work.OrderId) && work.Item.ItemId is not null).ToList();
        if (created.Count > 0)
            await connection.ExecuteAsync(
                """
                -- monday_sync: note created items
                with counted as (
                    update board set items = board.items + made.count from (select unnest(@boards) as board_id, count(*) as count group by 1) made where board.board_id = made.board_id
                )
                update board_item item set board_id = made.board_id, item_id = made.item_id, state = 'OPEN'
                from unnest(@orders, @boards, @items) as made (order_id, board_id, item_id)
                where item.order_id = made.order_id
                """,
                new
                {
                    orders = created.Select(work => work.OrderId).ToArray(), boards = created.Select(work => work.Item.BoardId!.Value).ToArray(),
                    items = created.Select(work => work.Item.ItemId!.Value).ToArray(),
                }, transaction);
    }

    private static Task Leave(NpgsqlConnection connection, NpgsqlTransaction transaction, List<OrderWork> leaving)
    {
        if (leaving.Count == 0) return Task.CompletedTask;
        // A failed order is due again only when another command waits for it.
        return connection.ExecuteAsync(
            """
            -- monday_sync: let orders go
            update board_item item
            set round_id = null, look_up = coalesce(gone.look_up, item.look_up), retry_count = case when gone.failed then 0 else item.retry_count + gone.counts end,
                due_at = case when not gone.failed or exists (
                    select from sync_command command where command.order_id = item.order_id and command.outcome is null
                        and not (command.kind = gone.kind and (command.version, command.attempt) <= (gone.version, gone.attempt))) then now() + gone.delay end
            from unnest(@orders, @lookUps, @counts, @failed, @delays, @kinds, @versions, @attempts) as gone (order_id, look_up, counts, failed, delay, kind, version, attempt)
            where item.order_id = gone.order_id
            """,
            new
            {
                orders = leaving.Select(work => work.OrderId).ToArray(), lookUps = leaving.Select(work => work.Left!.LookUp).ToArray(),
                counts = leaving.Select(work => work.Left!.Counts ? 1 : 0).ToArray(), failed = leaving.Select(work => work.Left!.Failure is not null).ToArray(),
                delays = leaving.Select(work => work.Left!.Delay).ToArray(), kinds = leaving.Select(work => work.Command.Kind).ToArray(),
                versions = leaving.Select(work => work.Command.Version).ToArray(), attempts = leaving.Select(work => work.Command.Attempt).ToArray(),
            }, transaction);
    }

    private static Task Progress(NpgsqlConnection connection, NpgsqlTransaction transaction, List<OrderWork> works, List<OrderWork> complete, IReadOnlyList<Operation> touched)
    {
        var orders = touched.Where(operation => !operation.IsSubitem).Select(operation => operation.OrderId).ToHashSet();
        var promoted = complete.Where(work => work.Staged?.StgBatchId is not null).GroupBy(work => work.Staged!.StgBatchId!.Value).ToDictionary(group => group.Key, group => group.Count());
        foreach (var work in works.Where(work => orders.Contains(work.OrderId) && work.Staged?.StgBatchId is not null)) promoted.TryAdd(work.Staged!.StgBatchId!.Value, 0);
        return BatchProgress.Update(connection, transaction, promoted);
    }
}
