using Workers.Contracts.Board;
using Workers.Testing;

namespace MondaySync.Tests.RecordCommands;

internal sealed class CloseBoardItemConsumerTests
{
    [Test]
    public async Task A_cancelled_order_s_item_is_closed_and_keeps_its_subitems()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        await board.Synced(order);

        await board.Cancel(order with { Version = 2 });
        var closed = await board.Answer<BoardItemClosed>(order);

        var item = (await board.Items(order))[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((item.Group, item.ColumnValues["status"]), Is.EqualTo(("cancelled", "Cancelled")));
            Assert.That(closed.ItemId.ToString(), Is.EqualTo(item.Id));
            Assert.That(await board.Subitems(order), Has.Count.EqualTo(3));
        }
    }

    [Test]
    public async Task A_redelivered_cancel_publishes_the_first_result_again()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        await board.Synced(order);

        await board.Cancel(order);
        await board.Answer<BoardItemClosed>(order);
        var calls = (await board.Calls()).Count;
        await board.Cancel(order);
        await Eventually.True(() => board.Answers<BoardItemClosed>(order).Count == 2, "the result is published again");

        Assert.That(board.Answers<BoardItemClosed>(order).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await board.Calls(), Has.Count.EqualTo(calls));
    }

    [Test]
    public async Task A_cancel_before_anything_else_is_answered_at_once_and_nothing_is_created_afterwards()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();

        await board.Cancel(order with { Version = 3 });
        var closed = await board.Answer<BoardItemClosed>(order);
        await board.Sync(order with { Version = 1 }, order with { Version = 3 });
        await board.Answer<BoardItemClosed>(order, message => message.Version == 1);
        await Eventually.True(() => board.Answers<BoardItemClosed>(order).Count == 3, "both late orders are answered");

        Assert.That(closed.ItemId, Is.Null);
        Assert.That(await board.Items(), Is.Empty);
    }

    [Test]
    public async Task Cancels_and_orders_delivered_at_once_never_leave_an_open_item()
    {
        await using var board = await BoardHarness.Start();
        var orders = Enumerable.Range(0, 15).Select(_ => new TestOrder()).ToArray();

        await Task.WhenAll(board.Sync(orders), board.Cancel([.. orders.Select(order => order with { Version = 2 })]));
        foreach (var order in orders) await board.Answer<BoardItemClosed>(order, message => message.Version == 2);
        await Eventually.True(async () => await board.Value<long>("select count(*) from board_item where due_at is not null or round_id is not null") == 0, "all is at rest");

        Assert.That((await board.Items()).Where(item => item.Group != "cancelled"), Is.Empty);
    }

    [Test]
    public async Task A_cancel_while_the_create_is_under_way_finds_the_item_and_closes_it()
    {
        await using var board = await BoardHarness.Start(options => options.Timeout = TimeSpan.FromSeconds(1));
        var order = new TestOrder();
        await board.Faults(new { timeoutAfter = 1.0, timeoutMs = 5_000, only = new[] { "create_item" }, maxFaults = 1 });

        await board.Sync(order);
        await Eventually.True(async () => (await board.Items(order)).Count == 1, "the create took effect");
        await board.Cancel(order with { Version = 2 });
        var closed = await board.Answer<BoardItemClosed>(order, message => message.Version == 2);

        var items = await board.Items(order);
        Assert.That(items, Has.Count.EqualTo(1));
        Assert.That(items[0].Group, Is.EqualTo("cancelled"));
        Assert.That(closed.ItemId.ToString(), Is.EqualTo(items[0].Id));
    }

    [Test]
    public async Task A_close_that_Monday_refuses_for_good_fails_with_its_reason()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        await board.Synced(order);
        await board.Database.Admin.Execute("update board_item set board_id = 1", null, CancellationToken.None);

        await board.Cancel(order with { Version = 2 });
        var failed = await board.Answer<BoardSyncFailed>(order);

        Assert.That(failed.Code, Is.EqualTo("InvalidBoardIdException"));
        Assert.That(failed.Version, Is.EqualTo(2));
    }
}
