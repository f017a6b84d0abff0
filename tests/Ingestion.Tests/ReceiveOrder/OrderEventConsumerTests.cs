using Ingestion.Tests.Support;
using Workers.Contracts;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Orders;
using Workers.Ingestion.ReceiveOrder;

namespace Ingestion.Tests.ReceiveOrder;

public sealed class OrderEventConsumerTests
{
    private IngestionHarness intake = null!;

    [SetUp]
    public async Task Start() => intake = await IngestionHarness.Start();

    [TearDown]
    public async Task Stop() => await intake.DisposeAsync();

    [Test]
    public async Task An_order_event_is_stored_as_it_came_and_published()
    {
        var body = SampleOrder.Event("A1").Bytes();
        await intake.Deliver(body);

        var published = intake.Bus.Published<OrderReceived>().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(published.OrderId.Version, Is.EqualTo(7));
            Assert.That(published.ExternalId, Is.EqualTo(OrderIdentity.ExternalId("SALESFORCE", "A1")));
            Assert.That((published.Version, published.Attempt, published.EventType), Is.EqualTo((1L, 0, "ORDER_PLACED")));
            Assert.That(published.Order!.OrderTotal, Is.EqualTo(97.5m));
            Assert.That(await intake.Look<byte[]>("select payload from intake where staging_id = @OrderId", new { published.OrderId }), Is.EqualTo(body));
            Assert.That(await intake.Look<string>("select event_type from orders.audit_log where staging_id = @OrderId", new { published.OrderId }), Is.EqualTo("ORDER_RECEIVED"));
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(1, 1, 0, 0, 0)));
        }
    }

    [Test]
    public async Task A_redelivered_event_is_published_again_as_it_is_stored()
    {
        await intake.Deliver(SampleOrder.Event("A1").Bytes());
        await intake.Deliver(SampleOrder.Event("A1").Bytes());

        var published = intake.Bus.Published<OrderReceived>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(published.Select(message => message.OrderId).Distinct().Count(), Is.EqualTo(1));
            Assert.That(published, Has.Count.EqualTo(2).And.All.Property("ReceivedAt").EqualTo(published[0].ReceivedAt));
            Assert.That(await intake.Look<long>("select count(*) from orders.audit_log"), Is.EqualTo(1));
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(2, 1, 1, 0, 0)));
        }
    }

    [Test]
    public async Task A_redelivered_event_that_the_saga_has_is_not_published_again()
    {
        await intake.Deliver(SampleOrder.Event("A1").Bytes());
        await intake.Bus.Deliver(new OrdersAdopted { Orders = [new(intake.Bus.Published<OrderReceived>()[0].OrderId, 1)] });

        await intake.Deliver(SampleOrder.Event("A1").Bytes());

        Assert.That(intake.Bus.Published<OrderReceived>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Sixteen_concurrent_copies_by_bus_and_by_hand_give_one_identity()
    {
        var body = SampleOrder.Event("A1").Bytes();
        var direct = Enumerable.Range(0, 8).Select(_ => intake.Get<Intake>().Take([new Arrival { Body = body, Channel = Arrival.Http }], default));
        await Task.WhenAll([intake.Deliver([.. Enumerable.Repeat(body, 8)]), .. direct]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>("select count(*) from order_identity"), Is.EqualTo(1));
            Assert.That(await intake.Look<long>("select count(*) from intake"), Is.EqualTo(1));
            Assert.That(await intake.Look<long>("select count(*) from orders.audit_log"), Is.EqualTo(1));
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(16, 1, 15, 0, 0)));
        }
    }

    [Test]
    public async Task Concurrent_batches_with_the_same_orders_in_other_sequence_do_not_deadlock()
    {
        var bodies = Enumerable.Range(0, 40).Select(i => SampleOrder.Event($"C{i}").Bytes()).ToArray();
        Arrival[] batch = [.. bodies.Select(body => new Arrival { Body = body, Channel = Arrival.Bus })];
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
        {
            var shuffled = batch.ToArray();
            new Random(i).Shuffle(shuffled);
            return intake.Get<Intake>().Take(shuffled, default);
        }));

        Assert.That(await intake.Count(), Is.EqualTo(new Figures(240, 40, 200, 0, 0)));
    }

    [Test]
    public async Task Events_may_arrive_out_of_order_and_a_cancellation_first()
    {
        await intake.Deliver(SampleOrder.Cancelled("A1", 3).Bytes());
        await intake.Deliver(SampleOrder.Event("A1", 2).With(order => order["eventType"] = "ORDER_CHANGED").Bytes());
        await intake.Deliver(SampleOrder.Event("A1").Bytes());

        var published = intake.Bus.Published<OrderReceived>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(published.Select(message => message.Version), Is.EqualTo(new[] { 3L, 2L, 1L }));
            Assert.That(published.Select(message => message.OrderId).Distinct().Count(), Is.EqualTo(1));
            Assert.That(published[0].Order, Is.Null);
        }
    }

    [Test]
    public async Task The_same_version_with_other_content_is_quarantined()
    {
        await intake.Deliver(SampleOrder.Event("A1").Bytes());
        await intake.Deliver(SampleOrder.Event("A1").With(order => order["orderNumber"] = "other").Bytes());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(intake.Bus.Published<OrderReceived>(), Has.Count.EqualTo(1));
            Assert.That(await intake.Look<string>("select code from quarantine where source_order_id = 'A1' and source_version = 1"), Is.EqualTo("VERSION_CONFLICT"));
            Assert.That(await intake.Look<string>("select reason from quarantine"), Does.Contain("higher sourceVersion"));
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(2, 1, 0, 1, 0)));
        }
    }

    [Test]
    public async Task Two_contents_of_one_version_in_one_batch_are_one_order_and_one_conflict()
    {
        Arrival[] batch = [Of(SampleOrder.Event("A1").Bytes()), Of(SampleOrder.Event("A1").With(order => order["orderNumber"] = "other").Bytes()), Of(SampleOrder.Event("A1").Bytes())];
        var outcomes = await intake.Get<Intake>().Take(batch, default);

        Assert.That(outcomes.Select(outcome => outcome.Judgement), Is.EqualTo(new[] { Judgement.Accepted, Judgement.Refused, Judgement.Duplicate }));
    }

    [Test]
    public async Task A_permanently_bad_event_is_quarantined_with_a_reason_and_leaves_its_version_free()
    {
        await intake.Deliver(SampleOrder.Event("A1").With(order => order["orderTotal"] = 1).Bytes());
        await intake.Deliver(SampleOrder.Event("A1").Bytes());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<string>("select reason from quarantine"), Does.Contain("97.5").And.Contains("1"));
            Assert.That(await intake.Look<string>("select violations->0->>'path' from quarantine"), Is.EqualTo("$.orderTotal"));
            Assert.That(await intake.Look<long>("select count(*) from orders.audit_log where event_type = 'ORDER_QUARANTINED'"), Is.EqualTo(1));
            Assert.That(intake.Bus.Published<OrderReceived>(), Has.Count.EqualTo(1));
            Assert.That(intake.Bus.Faults<RawOrderEvent>(), Is.Empty);
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(2, 1, 0, 1, 0)));
        }
    }

    [Test]
    public async Task An_event_that_the_database_cannot_store_is_quarantined_and_its_neighbours_are_not()
    {
        await using (var connection = await intake.Database.Admin.Source.OpenConnectionAsync())
            await Dapper.SqlMapper.ExecuteAsync(connection, "alter table order_identity add constraint no_bad check (source_order_id <> 'BAD')");
        await intake.Deliver([.. Enumerable.Range(0, 10).Select(i => SampleOrder.Event(i == 4 ? "BAD" : $"N{i}").Bytes())]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(intake.Bus.Published<OrderReceived>().Select(message => message.SourceOrderId).Distinct().Count(), Is.EqualTo(9));
            Assert.That(await intake.Look<string>("select code || ': ' || reason from quarantine"), Does.StartWith("NOT_STORABLE").And.Contains("no_bad"));
        }
    }

    [Test]
    public async Task What_the_broker_delivers_again_is_quarantined_once()
    {
        var arrival = Of([1, 2, 3]);
        await intake.Get<Intake>().Take([arrival], default);
        await intake.Get<Intake>().Take([arrival with { Redelivered = true }], default);
        await intake.Get<Intake>().Take([arrival], default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await intake.Look<long>("select count(*) from quarantine"), Is.EqualTo(2));
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(3, 0, 1, 2, 0)));
        }
    }

    private static Arrival Of(byte[] body) => new() { Body = body, Channel = Arrival.Bus };
}
