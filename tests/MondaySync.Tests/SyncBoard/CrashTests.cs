using Workers.Contracts.Board;
using Workers.MondaySync.SyncBoard;
using Workers.Testing;

namespace MondaySync.Tests.SyncBoard;

internal sealed class CrashTests
{
    [Test]
    public async Task A_request_whose_answer_was_never_recorded_is_sent_again_byte_for_byte_under_its_key()
    {
        await using var board = await BoardHarness.Start(options => (options.Lease, options.Timeout) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)));
        var order = new TestOrder();
        await board.Faults(new { latencyMs = 400, only = new[] { "create_item" } });
        await board.Sync(order);
        await Eventually.True(async () => await board.Value<long>("select count(*) from vendor_request") == 1, "the request is stored");
        await board.First.Kill();
        await board.NoFaults();

        await board.AddInstance();
        await board.Synced(order);

        var creates = (await board.Calls()).Where(call => call.Operation == "create_item").ToList();
        Assert.That(creates.Select(call => call.Keys).Distinct().Count(), Is.EqualTo(1));
        await FaultTests.ExactlyOnce(board, [order]);
    }

    [Test]
    public async Task A_stored_request_that_is_older_than_its_key_is_looked_up_instead()
    {
        await using var board = await BoardHarness.Start(options => (options.Lease, options.Timeout) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)));
        var order = new TestOrder();
        await board.Faults(new { latencyMs = 400, only = new[] { "create_item" } });
        await board.Sync(order);
        await Eventually.True(async () => await board.Value<long>("select count(*) from vendor_request") == 1, "the request is stored");
        await board.First.Kill();
        await board.NoFaults();
        await Eventually.True(async () => (await board.Items(order)).Count == 1, "the create took effect");
        await board.Database.Admin.Execute("update vendor_request set sent_at = now() - interval '26 minutes'", null, CancellationToken.None);

        await board.AddInstance();
        await board.Synced(order);

        Assert.That((await board.Calls()).Count(call => call.Operation == "create_item"), Is.EqualTo(1));
        await FaultTests.ExactlyOnce(board, [order]);
    }

    [Test]
    public async Task A_result_that_nobody_heard_of_is_announced_again()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        await board.Synced(order);
        await board.Database.Admin.Execute("update sync_command set announced_at = null", null, CancellationToken.None);

        var announcer = board.First.Get<Announcer>();
        var told = await announcer.AnnounceForgotten(board.First.Get<MassTransit.IBus>(), TimeSpan.Zero, CancellationToken.None);
        var again = await announcer.AnnounceForgotten(board.First.Get<MassTransit.IBus>(), TimeSpan.Zero, CancellationToken.None);

        Assert.That((told, again), Is.EqualTo((1, 0)));
        Assert.That(board.Answers<BoardItemSynced>(order), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_holder_whose_lease_ended_can_write_nothing()
    {
        await using var board = await BoardHarness.Start(running: false);
        await board.Sync(new TestOrder());
        var rounds = board.First.Get<RoundStore>();
        var mine = await rounds.ClaimDue(CancellationToken.None);
        await board.Database.Admin.Execute("update work_round set claimed_until = now() - interval '1 second'", null, CancellationToken.None);

        var theirs = await rounds.TakeOver(CancellationToken.None);

        Assert.That(theirs, Is.EqualTo(mine! with { Claim = 2 }).Using<Round>((a, b) => a.RoundId == b.RoundId && a.Claim == b.Claim));
        Assert.That(async () => await rounds.Store(mine, [], "{}", CancellationToken.None), Throws.TypeOf<LostClaimException>());
    }

    [Test]
    public async Task Two_instances_share_the_work_and_double_nothing()
    {
        await using var board = await BoardHarness.Start(options => options.ItemsPerRequest = 5);
        await board.AddInstance();
        var orders = Enumerable.Range(0, 100).Select(_ => new TestOrder()).ToArray();
        await board.Faults(new { latencyMs = 30, error500After = 0.1 });

        await board.Sync(orders);
        await board.Synced(orders);

        await FaultTests.ExactlyOnce(board, orders);
        Assert.That(orders.SelectMany(board.Answers<BoardItemSynced>).Count(), Is.GreaterThanOrEqualTo(100));
    }

    [Test]
    public async Task Instances_that_die_one_after_the_other_leave_every_order_exactly_once()
    {
        await using var board = await BoardHarness.Start(options => (options.ItemsPerRequest, options.Lease, options.Timeout) = (5, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)));
        var orders = Enumerable.Range(0, 40).Select(_ => new TestOrder()).ToArray();
        await board.Faults(new { latencyMs = 60 });
        await board.Sync(orders);
        var instance = board.First;
        for (var round = 1; round <= 3; round++)
        {
            var at = round * 8;
            await Eventually.True(async () => (await board.Items()).Count >= at, $"{at} items stand");
            await instance.Kill();
            instance = await board.AddInstance();
        }

        await board.Synced(orders);

        await FaultTests.ExactlyOnce(board, orders);
    }
}
