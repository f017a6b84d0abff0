using MassTransit;
using Workers.Contracts;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;
using Workers.Postgres;

namespace Workers.Orders.MapProducts;

/// <summary>Orders that wait for a product go on when it is mapped: each is staged again. The action's id is made from order, attempt and code, so a redelivery is one action.</summary>
internal sealed class ProductMappedConsumer(Database database) : IConsumer<ProductMapped>
{
    public async Task Consume(ConsumeContext<ProductMapped> context)
    {
        var code = context.Message.ProductCode;
        foreach (var order in await Waiting(code, context.CancellationToken))
            await context.Publish(
                new RetryOrder
                {
                    OrderId = order.OrderId, ActionId = OrderIdentity.Name($"product-mapped\n{order.OrderId}\n{order.Attempt}\n{code}"),
                    FromStep = OrderSteps.Staging, By = "product map", Reason = $"product {code} was mapped to item {context.Message.NetSuiteItemId}",
                }, context.CancellationToken);
    }

    // Not only those in review: one that is just being staged again may have been read before this mapping.
    private Task<IReadOnlyList<WaitingOrder>> Waiting(string code, CancellationToken cancellationToken) => database.Query<WaitingOrder>(
        """
        -- orders: orders that wait for a product
        select distinct o.staging_id as order_id, o.attempt
        from staging_order_lines l
        join staging_orders o using (staging_id)
        where l.salesforce_product_code = @code and l.product_correlation_status = 'PENDING_CREATION' and o.staging_status = 'PENDING'
        order by o.staging_id
        """, new { code }, cancellationToken);

    private sealed class WaitingOrder
    {
        public Guid OrderId { get; init; }
        public int Attempt { get; init; }
    }
}
