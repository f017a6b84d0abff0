using Microsoft.Extensions.DependencyInjection;
using Orders.Tests.Journey;
using Workers.Contracts;
using Workers.Orders.FindOrder;

namespace Orders.Tests.FindOrder;

public sealed class FindOrderTests
{
    [Test]
    public async Task An_order_is_found_by_every_id_that_people_know_it_by()
    {
        await using var orders = await OrdersHarness.Start();
        var order = new Make();
        await orders.UpTo(order, "DONE");
        var finder = orders.Bus.Services.GetRequiredService<OrderFinder>();

        using var all = Assert.EnterMultipleScope();
        foreach (var id in new[]
        {
            order.OrderId.ToString(), order.SourceOrderId, order.ProvisionalId, "SO71780", "PO19604173239", "SO98765", "98765", "555",
            OrderIdentity.ExternalId(order.Source, order.SourceOrderId).ToString(),
        })
            Assert.That(await finder.Find(id, CancellationToken.None), Is.EqualTo(new[] { order.OrderId }), id);
    }
}
