using Dapper;
using MassTransit;
using Workers.Hosting;
using Workers.Postgres;

namespace Workers.CreditCheck.ReleaseCredit;

/// <summary>Gives an order's credit back. Nothing is published; the row is the result, and it stands as a tombstone when it comes before the check.</summary>
internal sealed class ReleaseCreditConsumer(ReleaseStore store) : IConsumer<Batch<ReleaseCreditCommand>>
{
    public Task Consume(ConsumeContext<Batch<ReleaseCreditCommand>> context) =>
        store.Release(context.Message.Select(member => member.Message).ToList(), context.CancellationToken);
}

internal sealed class ReleaseCreditConsumerDefinition : ConsumerDefinition<ReleaseCreditConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ReleaseCreditConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}

internal sealed class ReleaseStore(Database database)
{
    public Task<int> Release(IReadOnlyList<ReleaseCreditCommand> commands, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var last = commands.GroupBy(command => command.OrderId)
                .Select(group => group.MaxBy(command => (command.Version, command.Attempt))!).OrderBy(command => command.OrderId).ToList();
            var arguments = new
            {
                ids = last.Select(command => command.OrderId).ToArray(),
                versions = last.Select(command => command.Version).ToArray(),
                attempts = last.Select(command => command.Attempt).ToArray(),
            };
            var released = (await connection.QueryAsync<Guid>(
                """
                -- credit_check: release credit
                insert into open_approval as current (order_id, account, version, attempt, base_amount, released_at)
                select order_id, '', version, attempt, 0, now() from unnest(@ids, @versions, @attempts) as released (order_id, version, attempt)
                on conflict on constraint open_approval_pkey do update
                set version = excluded.version, attempt = excluded.attempt, released_at = excluded.released_at
                where (excluded.version, excluded.attempt) >= (current.version, current.attempt)
                  and (current.released_at is null or (excluded.version, excluded.attempt) > (current.version, current.attempt))
                returning order_id
                """, arguments, transaction)).ToHashSet();
            await connection.ExecuteAsync(
                """
                -- credit_check: released orders do not wait
                delete from waiting_check as waiting
                using unnest(@ids, @versions, @attempts) as released (order_id, version, attempt)
                where waiting.order_id = released.order_id
                  and (waiting.version, waiting.attempt) <= (released.version, released.attempt)
                """, arguments, transaction);
            await Journal.Audit(connection, transaction, last.Where(command => released.Contains(command.OrderId)).Select(command => new AuditEntry
            {
                OrderId = command.OrderId, EventType = "CREDIT_RELEASED", Description = command.Reason, Source = "credit-check",
            }).ToList());
            return released.Count;
        }, cancellationToken);
}
