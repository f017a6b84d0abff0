using MassTransit;
using Workers.Hosting;
using Workers.MondaySync.RecordCommands;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Tells each order once that it waits for Monday, so that nobody asks again and again and the operator sees why.</summary>
internal sealed class WaitingOrders(Database database)
{
    public async Task Tell(IPublishEndpoint bus, Held held, CancellationToken cancellationToken)
    {
        var told = await database.Query<CommandRow>(
            """
            -- monday_sync: find orders to tell
            with due as (
                select order_id from board_item
                where due_at is not null and round_id is null and waiting_code is distinct from @Code
                order by due_at limit 500 for update skip locked
            ), told as (
                update board_item item set waiting_code = @Code from due where item.order_id = due.order_id
                returning item.order_id
            )
            select distinct on (command.order_id) command.order_id, command.version, command.attempt
            from sync_command command join told using (order_id)
            where command.outcome is null
            order by command.order_id, command.version desc, command.attempt desc
            """, new { held.Code }, cancellationToken);
        using var limit = new CancellationTokenSource(Announcer.PublishLimit);
        await Task.WhenAll(told.Select(row => bus.PublishFor(row.OrderId, held.ToEvent(row.OrderId, row.Version, row.Attempt), limit.Token)));
    }
}
