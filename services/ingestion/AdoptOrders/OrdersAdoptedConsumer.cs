using Dapper;
using MassTransit;
using Workers.Contracts.Orders;
using Workers.Postgres;

namespace Workers.Ingestion.AdoptOrders;

/// <summary>The saga has these events: they are not published again. A fact; repeats and strangers change nothing.</summary>
internal sealed class OrdersAdoptedConsumer(Database database, TimeProvider clock) : IConsumer<OrdersAdopted>
{
    public Task Consume(ConsumeContext<OrdersAdopted> context) => database.Execute(
        """
        -- ingestion: adopt
        with adopted as (
          select i.staging_id, i.source_version
          from intake i join unnest(@ids, @versions) as n(staging_id, source_version) using (staging_id, source_version)
          where i.adopted_at is null
          order by i.staging_id, i.source_version
          for update of i
        )
        update intake i
        set adopted_at = @now
        from adopted a
        where i.staging_id = a.staging_id and i.source_version = a.source_version
        """,
        new
        {
            ids = context.Message.Orders.Select(order => order.OrderId).ToArray(),
            versions = context.Message.Orders.Select(order => order.Version).ToArray(),
            now = clock.GetUtcNow(),
        }, context.CancellationToken);
}

internal sealed class OrdersAdoptedConsumerDefinition : ConsumerDefinition<OrdersAdoptedConsumer>;
