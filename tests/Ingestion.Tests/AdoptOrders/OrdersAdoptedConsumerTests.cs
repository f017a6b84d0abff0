using Ingestion.Tests.Support;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Orders;

namespace Ingestion.Tests.AdoptOrders;

public sealed class OrdersAdoptedConsumerTests
{
    private const string Adopted = "select count(*) from intake where adopted_at is not null";
    private IngestionHarness intake = null!;

    [SetUp]
    public async Task Start() => intake = await IngestionHarness.Start();

    [TearDown]
    public async Task Stop() => await intake.DisposeAsync();

    [Test]
    public async Task Adopted_events_are_marked_and_others_are_not()
    {
        var orders = await Given(3);
        await intake.Bus.Deliver(new OrdersAdopted { Orders = [.. orders.Take(2)] });
        Assert.That(await intake.Look<long>(Adopted), Is.EqualTo(2));
    }

    [Test]
    public async Task A_redelivered_message_keeps_the_first_time()
    {
        var orders = await Given(1);
        await intake.Bus.Deliver(new OrdersAdopted { Orders = orders });
        var first = await intake.Look<DateTime>("select adopted_at from intake");
        await intake.Bus.Deliver(new OrdersAdopted { Orders = orders });
        Assert.That(await intake.Look<DateTime>("select adopted_at from intake"), Is.EqualTo(first));
    }

    [Test]
    public async Task Concurrent_messages_with_the_same_orders_in_other_sequence_all_succeed()
    {
        var orders = await Given(30);
        var messages = Enumerable.Range(0, 8).Select(i =>
        {
            var shuffled = orders.ToArray();
            new Random(i).Shuffle(shuffled);
            return new OrdersAdopted { Orders = shuffled };
        });
        await intake.Bus.Deliver([.. messages]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>(Adopted), Is.EqualTo(30));
            Assert.That(intake.Bus.Faults<OrdersAdopted>(), Is.Empty);
        }
    }

    [Test]
    public async Task A_higher_version_may_be_adopted_before_a_lower_one()
    {
        var order = (await Given(1))[0];
        await intake.Deliver(SampleOrder.Event("O0", 2).Bytes());
        await intake.Bus.Deliver(new OrdersAdopted { Orders = [order with { Version = 2 }] });
        Assert.That(await intake.Look<long>("select source_version from intake where adopted_at is not null"), Is.EqualTo(2));
    }

    [Test]
    public async Task Unknown_orders_and_an_empty_list_change_nothing_and_fail_nothing()
    {
        await Given(1);
        await intake.Bus.Deliver(new OrdersAdopted { Orders = [new(Guid.CreateVersion7(), 1)] }, new OrdersAdopted { Orders = [] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>(Adopted), Is.Zero);
            Assert.That(intake.Bus.Faults<OrdersAdopted>(), Is.Empty);
        }
    }

    private async Task<AdoptedOrder[]> Given(int count)
    {
        await intake.Deliver([.. Enumerable.Range(0, count).Select(i => SampleOrder.Event($"O{i}").Bytes())]);
        return [.. intake.Bus.Published<OrderReceived>().Select(message => new AdoptedOrder(message.OrderId, message.Version))];
    }
}
