using Ingestion.Tests.Support;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Orders;
using Workers.Ingestion.ReceiveOrder;
using Workers.Ingestion.Republish;

namespace Ingestion.Tests.Republish;

public sealed class RepublisherTests
{
    private const string Due = "with due as (update intake set next_publish_at = now() - interval '1 second' returning 1) select count(*) from due";
    private IngestionHarness intake = null!;

    [SetUp]
    public async Task Start() => intake = await IngestionHarness.Start();

    [TearDown]
    public async Task Stop() => await intake.DisposeAsync();

    [Test]
    public async Task An_event_whose_process_died_between_commit_and_publish_is_published_later()
    {
        await intake.Get<Intake>().Take([new Arrival { Body = SampleOrder.Event("A1").Bytes(), Channel = Arrival.Bus }], default);
        Assert.That(await Round(), Is.Zero, "not due yet");
        await intake.Look<long>(Due);

        Assert.That(await Round(), Is.EqualTo(1));

        var published = intake.Bus.Published<OrderReceived>().Single();
        Assert.That((published.SourceOrderId, published.Order!.OrderTotal), Is.EqualTo(("A1", 97.5m)));
    }

    [Test]
    public async Task An_event_is_published_less_and_less_often_until_it_is_adopted()
    {
        await intake.Deliver(SampleOrder.Event("A1").Bytes());
        var pauses = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            await intake.Look<long>(Due);
            Assert.That(await Round(), Is.EqualTo(1));
            pauses.Add(Math.Round(await intake.Look<double>("select extract(epoch from next_publish_at - now()) / 60 from intake")));
        }
        Assert.That(pauses, Is.EqualTo(new[] { 10, 10, 10 }), "five minutes twice, at most ten");

        await intake.Bus.Deliver(new OrdersAdopted { Orders = [new(intake.Bus.Published<OrderReceived>()[0].OrderId, 1)] });
        await intake.Look<long>(Due);
        Assert.That(await Round(), Is.Zero);
    }

    [Test]
    public async Task Two_instances_share_what_is_due_and_publish_nothing_twice()
    {
        await intake.Get<Intake>().Take([.. Enumerable.Range(0, 50).Select(i => new Arrival { Body = SampleOrder.Event($"A{i}").Bytes(), Channel = Arrival.Bus })], default);
        await intake.Look<long>(Due);

        var rounds = await Task.WhenAll(Round(), Round(), Round());

        Assert.That(rounds.Sum(), Is.EqualTo(50));
    }

    [Test]
    public async Task An_event_that_this_build_cannot_read_any_more_is_quarantined()
    {
        await intake.Get<Intake>().Take([new Arrival { Body = SampleOrder.Event("A1").Bytes(), Channel = Arrival.Bus }], default);
        await intake.Look<long>("with spoilt as (update intake set payload = '{}', next_publish_at = now() returning 1) select count(*) from spoilt");

        Assert.That(await Round(), Is.Zero);

        Assert.That(await intake.Look<string>("select code from quarantine"), Is.EqualTo("NO_LONGER_READABLE"));
    }

    [Test]
    public async Task A_replay_publishes_adopted_events_of_the_range_too_and_says_where_to_go_on()
    {
        await using var small = await IngestionHarness.Start(options => options.ReplayLimit = 3);
        foreach (var i in Enumerable.Range(0, 5))
            await small.Get<Intake>().Take([new Arrival { Body = SampleOrder.Event($"A{i}").Bytes(), Channel = Arrival.Bus }], default);
        await small.Look<long>("with adopted as (update intake set adopted_at = now() returning 1) select count(*) from adopted");
        var replayer = small.Get<Replayer>();
        var all = new ReplayRequest(DateTimeOffset.UnixEpoch, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero), "ann", "purged queue");

        var first = await replayer.Replay(all, default);
        var second = await replayer.Replay(all with { From = first.Next!.Value }, default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Published, second.Next), Is.EqualTo((3, (DateTimeOffset?)null)));
            Assert.That(small.Bus.Published<OrderReceived>().Select(message => message.SourceOrderId).Distinct().Count(), Is.EqualTo(5));
            Assert.That(await small.Look<long>("select count(*) from orders.audit_log where event_type = 'REPLAY_REQUESTED' and user_id = 'ann'"), Is.EqualTo(2));
        }
    }

    private Task<int> Round() => intake.Get<Republisher>().RunOnce(default);
}
