using Dapper;
using Workers.MondaySync.RecordCommands;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Answers of a round that needed no call, and orders with nothing left to do.</summary>
internal sealed class SettledResults(Database database, RoundStore rounds)
{
    public async Task<IReadOnlyList<CommandRow>> Write(
        Round round, IReadOnlyList<(CommandRow Command, string Outcome)> settled, IReadOnlyList<Guid> idle, CancellationToken cancellationToken)
    {
        if (settled.Count + idle.Count == 0) return [];
        return await database.InTransaction(async (connection, transaction) =>
        {
            await rounds.Fence(connection, transaction, round, null, "ANSWERED");
            var answers = (await connection.QueryAsync<CommandRow>(
                $"""
                -- monday_sync: settle in a round
                with answers as (
                    select * from unnest(@orders, @versions, @attempts, @outcomes) as answers (order_id, version, attempt, outcome)
                ), staged as (
                    delete from stg_mon_cust_master_schedule stg using answers
                    where stg.order_id = answers.order_id and stg.order_version = answers.version and stg.attempt = answers.attempt
                )
                update sync_command command
                set outcome = answers.outcome, finished_at = now(), board_id = item.board_id, item_id = item.item_id, result_version = item.stands_version,
                    subitems = (select count(*) from mon_cust_master_schedule_subitems sub where sub.order_id = command.order_id)
                from answers join board_item item using (order_id)
                where command.order_id = answers.order_id and command.version = answers.version and command.attempt = answers.attempt
                  and command.kind = 'SYNC' and command.outcome is null
                returning {string.Join(", ", CommandRow.Columns.Split(", ").Select(column => "command." + column))}
                """,
                new
                {
                    orders = settled.Select(answer => answer.Command.OrderId).ToArray(), versions = settled.Select(answer => answer.Command.Version).ToArray(),
                    attempts = settled.Select(answer => answer.Command.Attempt).ToArray(), outcomes = settled.Select(answer => answer.Outcome).ToArray(),
                }, transaction)).AsList();
            await connection.ExecuteAsync(
                """
                -- monday_sync: release idle orders
                update board_item item
                set round_id = null, due_at = case when exists (select from sync_command command where command.order_id = item.order_id and command.outcome is null) then now() end
                where item.order_id = any(@idle)
                """, new { idle }, transaction);
            return (IReadOnlyList<CommandRow>)answers;
        }, cancellationToken);
    }
}
