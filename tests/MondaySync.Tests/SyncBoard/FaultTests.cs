using Workers.Contracts.Board;
using Workers.Contracts.Orders;
using Workers.MondaySync.MapOrder;
using Workers.Testing;

namespace MondaySync.Tests.SyncBoard;

internal sealed class FaultTests
{
    [TestCase("error429")]
    [TestCase("error500Before")]
    [TestCase("error500After")]
    [TestCase("cutConnection")]
    [TestCase("truncatedJson")]
    [TestCase("okWithErrors")]
    [TestCase("duplicateDelivery")]
    public async Task Every_order_stands_exactly_once_whatever_a_third_of_the_calls_meets(string fault)
    {
        await using var board = await BoardHarness.Start(options => options.ItemsPerRequest = 8);
        var orders = Enumerable.Range(0, 40).Select(_ => new TestOrder()).ToArray();
        await board.Faults(new Dictionary<string, object> { ["seed"] = 5, [fault] = 0.3, ["retryAfterSeconds"] = 0 });

        await board.Sync(orders);
        await board.Synced(orders);

        await ExactlyOnce(board, orders);
        Assert.That(orders.SelectMany(board.Answers<BoardSyncFailed>), Is.Empty);
    }

    [Test]
    public async Task Time_outs_after_the_effect_double_nothing_and_the_next_call_is_a_look_up()
    {
        await using var board = await BoardHarness.Start(options => (options.ItemsPerRequest, options.Timeout) = (6, TimeSpan.FromMilliseconds(400)));
        var orders = Enumerable.Range(0, 60).Select(_ => new TestOrder()).ToArray();
        await board.Faults(new { seed = 3, timeoutAfter = 0.2, timeoutMs = 3_000, only = new[] { "create_*" } });

        await board.Sync(orders);
        await board.Synced(orders);

        await ExactlyOnce(board, orders);
        Assert.That((await board.Calls()).Select(call => call.Operation), Does.Contain("items_page_by_column_values"));
    }

    [Test]
    public async Task After_an_unknown_outcome_the_next_call_for_the_order_is_a_look_up()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Faults(new { error500After = 1.0, only = new[] { "create_item" }, maxFaults = 1 });

        await board.Sync(order);
        await board.Synced(order);

        Assert.That((await board.Calls()).Select(call => call.Operation).SkipWhile(name => name != "create_item").Take(3),
            Is.EqualTo(new[] { "create_item", "items_page_by_column_values", "create_subitem" }));
        Assert.That(await board.Items(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Absence_is_believed_only_at_the_second_look_up()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Faults(new { error500Before = 1.0, only = new[] { "create_item" }, maxFaults = 1 });

        await board.Sync(order);
        await board.Synced(order);

        Assert.That((await board.Calls()).Select(call => call.Operation).SkipWhile(name => name != "create_item").Take(4),
            Is.EqualTo(new[] { "create_item", "items_page_by_column_values", "items_page_by_column_values", "create_item" }));
        Assert.That(board.Answers<StepWaiting>(order).Select(waiting => waiting.Code), Does.Contain("OUTCOME_UNKNOWN"));
    }

    [Test]
    public async Task A_limit_of_the_vendor_holds_every_order_and_fails_none()
    {
        await using var board = await BoardHarness.Start(options => options.ItemsPerRequest = 2, simulators => simulators.Monday.RequestsPerMinute = 6);
        var orders = Enumerable.Range(0, 12).Select(_ => new TestOrder()).ToArray();

        await board.Sync(orders);
        await Eventually.True(() => orders.All(order => board.Answers<StepWaiting>(order).Count + board.Answers<BoardItemSynced>(order).Count > 0), "every order stands or says why it waits");

        Assert.That(orders.SelectMany(board.Answers<StepWaiting>), Is.Not.Empty.And.All.Property("Code").EqualTo("RATE_LIMITED"));
        Assert.That(orders.SelectMany(board.Answers<BoardSyncFailed>), Is.Empty);
        Assert.That((await board.Calls()).Count(call => call.Status == 429), Is.LessThan(5));
    }

    [Test]
    public async Task An_outage_is_waited_out_with_few_calls_and_each_order_says_so_once()
    {
        await using var board = await BoardHarness.Start(options => (options.CircuitMinimumCalls, options.CircuitOpenFor) = (3, TimeSpan.FromMilliseconds(600)));
        var orders = Enumerable.Range(0, 20).Select(_ => new TestOrder()).ToArray();
        await board.Faults(new { outageSeconds = 6, outageCut = true });

        await board.Sync(orders);
        await board.Synced(orders);

        await ExactlyOnce(board, orders);
        Assert.That(orders.Select(order => board.Answers<StepWaiting>(order).Count(waiting => waiting.Code == "VENDOR_DOWN")), Has.All.LessThanOrEqualTo(1));
        Assert.That(await board.Calls(), Has.Count.LessThan(60));
    }

    [Test]
    public async Task A_refused_subitem_fails_its_order_alone_and_a_retry_by_hand_mends_it()
    {
        await using var board = await BoardHarness.Start();
        var (good, bad) = (new TestOrder(), new TestOrder { NetSuiteNumber = null });
        var mapping = board.First.Get<BoardMapping>();
        // Labels are checked at start; this one is taken away afterwards.
        await board.Faults(new { });
        typeof(MappedStatus).GetProperty("New")!.SetValue(mapping.Status, "Brand new");

        await board.Sync(good, bad);
        await board.Synced(good);
        var failed = await board.Answer<BoardSyncFailed>(bad);
        typeof(MappedStatus).GetProperty("New")!.SetValue(mapping.Status, "New");
        var retry = board.First.Get<Workers.MondaySync.Operate.ErrorRetry>();
        var retried = await retry.Retry(new(null, null, true, "anna", "label corrected"), CancellationToken.None);
        var again = await retry.Retry(new(null, null, true, "anna", "label corrected"), CancellationToken.None);
        await board.Synced(bad);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Code, Is.EqualTo("ColumnValueException"));
            Assert.That(failed.Reason, Does.Contain("Brand new").Or.Contain("label"));
            Assert.That((retried, again), Is.EqualTo((1, 0)));
            Assert.That(await board.Value<string>("select resolved_by from err_mon_cust_master_schedule"), Is.EqualTo("anna"));
            Assert.That(await board.Value<long>("select count(*) from orders.integration_errors where error_source = 'MONDAY'"), Is.EqualTo(1));
            Assert.That(await board.Value<long>("select count(*) from orders.audit_log where event_type = 'BOARD_SYNC_RETRIED' and user_id = 'anna'"), Is.EqualTo(1));
        }
        await ExactlyOnce(board, [good, bad]);
    }

    public static async Task ExactlyOnce(BoardHarness board, IReadOnlyList<TestOrder> orders)
    {
        var (items, subitems) = (await board.Items(), await board.Subitems());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(items.Select(item => item.ColumnValues["external_id"]), Is.EquivalentTo(orders.Select(order => order.ExternalId.ToString())));
            Assert.That(subitems.Select(item => item.ColumnValues["external_id"]),
                Is.EquivalentTo(orders.SelectMany(order => new[] { "S", "M", "L" }.Select(size => $"{order.ExternalId}/1/{size}"))));
        }
    }
}
