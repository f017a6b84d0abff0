using Ingestion.Tests.Support;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;

namespace Ingestion.Tests.ReturnOrder;

public sealed class OrderNotStageableConsumerTests
{
    private IngestionHarness intake = null!;

    [SetUp]
    public async Task Start() => intake = await IngestionHarness.Start();

    [TearDown]
    public async Task Stop() => await intake.DisposeAsync();

    [Test]
    public async Task An_event_that_cannot_be_staged_moves_to_quarantine_and_frees_its_version()
    {
        var received = await Given();
        await intake.Bus.Deliver(NotStageable(received));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>("select count(*) from intake"), Is.Zero);
            Assert.That(await intake.Look<string>("select code || ': ' || reason from quarantine where staging_id = @OrderId", new { received.OrderId }), Is.EqualTo("UNKNOWN_COUNTRY: country 'Atlantis' is unknown"));
            Assert.That(await intake.Look<byte[]>("select body from quarantine"), Is.EqualTo(SampleOrder.Event("A1").Bytes()));
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(1, 0, 0, 1, 0)));
            Assert.That(await intake.Look<long>("select count(*) from orders.audit_log where staging_id = @OrderId and event_type = 'ORDER_QUARANTINED'", new { received.OrderId }), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_redelivered_answer_moves_nothing_twice()
    {
        var received = await Given();
        await intake.Bus.Deliver(NotStageable(received));
        await intake.Bus.Deliver(NotStageable(received));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>("select count(*) from quarantine"), Is.EqualTo(1));
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(1, 0, 0, 1, 0)));
        }
    }

    [Test]
    public async Task Concurrent_answers_move_the_event_once()
    {
        var received = await Given();
        await intake.Bus.Deliver([.. Enumerable.Repeat(NotStageable(received), 12)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>("select count(*) from quarantine"), Is.EqualTo(1));
            Assert.That(intake.Bus.Faults<OrderNotStageable>(), Is.Empty);
        }
    }

    [Test]
    public async Task A_late_answer_to_the_old_event_leaves_the_corrected_one_alone()
    {
        var received = await Given();
        await intake.Bus.Deliver(NotStageable(received));
        await intake.Deliver(SampleOrder.Event("A1").With(order => order["orderNumber"] = "corrected").Bytes());

        await intake.Bus.Deliver(NotStageable(received));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>("select count(*) from intake"), Is.EqualTo(1));
            Assert.That(intake.Bus.Published<OrderReceived>()[^1].OrderId, Is.EqualTo(received.OrderId), "the identity stays");
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(2, 1, 0, 1, 0)));
        }
    }

    [Test]
    public async Task An_adopted_event_stays_whatever_is_said_about_it_later()
    {
        var received = await Given();
        await intake.Bus.Deliver(new OrdersAdopted { Orders = [new(received.OrderId, received.Version)] });
        await intake.Bus.Deliver(NotStageable(received));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>("select count(*) from intake"), Is.EqualTo(1));
            Assert.That(await intake.Look<long>("select count(*) from quarantine"), Is.Zero);
        }
    }

    [Test]
    public async Task A_reason_that_no_column_could_hold_is_made_readable()
    {
        var received = await Given();
        await intake.Bus.Deliver(NotStageable(received) with { Reason = "nul \0 and \u001b[31m" });
        Assert.That(await intake.Look<string>("select reason from quarantine"), Is.EqualTo("nul \\u0000 and \\u001B[31m"));
    }

    private async Task<OrderReceived> Given()
    {
        await intake.Deliver(SampleOrder.Event("A1").Bytes());
        return intake.Bus.Published<OrderReceived>().Single();
    }

    private static OrderNotStageable NotStageable(OrderReceived received) => new()
    {
        OrderId = received.OrderId, Version = received.Version, Attempt = 0, Code = "UNKNOWN_COUNTRY", Reason = "country 'Atlantis' is unknown", ReceivedAt = received.ReceivedAt,
    };
}
