using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;

namespace Orders.Tests.Journey;

public sealed class JourneyTests
{
    private OrdersHarness orders = null!;

    [OneTimeSetUp]
    public async Task Start() => orders = await OrdersHarness.Start();

    [OneTimeTearDown]
    public async Task Stop() => await orders.DisposeAsync();

    [Test]
    public async Task A_staged_order_goes_all_the_way()
    {
        var order = new Make();

        await orders.Bus.Deliver(order.Placed());
        await orders.Bus.Deliver(order.Correlated());
        await orders.Bus.Deliver(order.Credit());
        await orders.Bus.Deliver(order.Submitted());
        await orders.Bus.Deliver(order.Created());
        await orders.Bus.Deliver(order.Synced());

        var row = await orders.Row(order);
        using var all = Assert.EnterMultipleScope();
        Assert.That(row, Has.Property("Status").EqualTo("COMPLETED").And.Property("Bucket").EqualTo("completed").And.Property("Step").Null);
        Assert.That(row.NetsuiteInternalId, Is.EqualTo(98765));
        Assert.That(row.BoardItemId, Is.EqualTo(555));
        Assert.That(row.Audits, Is.EqualTo(6), "one audit row per change");
        Assert.That(orders.Bus.Published<CorrelateCustomer>().Where(m => m.OrderId == order.OrderId), Has.Exactly(1).Items);
        Assert.That(orders.Bus.Published<CheckCredit>().Where(m => m.OrderId == order.OrderId), Has.Exactly(1).Items);
        Assert.That(orders.Bus.Published<CreateSalesOrder>().Single(m => m.OrderId == order.OrderId).Order.Lines, Has.Count.EqualTo(1));
        Assert.That(orders.Bus.Published<SyncToBoard>().Single(m => m.OrderId == order.OrderId).Lines.Single().InventoryStatus, Is.EqualTo("IN_STOCK"));
        Assert.That(orders.Bus.Published<OrderStatus>().Single(m => m.OrderId == order.OrderId).Status, Is.EqualTo("completed"));
    }
}
