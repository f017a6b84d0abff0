using Workers.Contracts.Board;
using Workers.Contracts.Orders;
using Workers.Postgres;
using Workers.Testing;

namespace MondaySync.Tests.SyncBoard;

internal sealed class PauseTests
{
    [Test]
    public async Task While_Monday_is_paused_no_call_is_made_and_each_order_says_so_once()
    {
        await using var board = await BoardHarness.Start();
        await board.First.Get<VendorStates>().Set("monday", "paused", "anna", "month end", CancellationToken.None);
        var order = new TestOrder();
        var calls = (await board.Calls()).Count;

        await board.Sync(order);
        var waiting = await board.Answer<StepWaiting>(order);
        await board.Sync(order);
        await Eventually.True(() => board.Answers<StepWaiting>(order).Count == 2, "a command that comes again is told that it waits");
        Assert.That(await board.Calls(), Has.Count.EqualTo(calls));
        await board.First.Get<VendorStates>().Set("monday", "ok", "anna", "done", CancellationToken.None);
        await board.Synced(order);

        Assert.That((waiting.Code, waiting.Reason), Is.EqualTo(("VENDOR_PAUSED", "Monday is paused by anna: month end")));
    }

    [Test]
    public async Task A_cancel_of_an_untouched_order_is_answered_even_while_Monday_is_paused()
    {
        await using var board = await BoardHarness.Start();
        await board.First.Get<VendorStates>().Set("monday", "paused", "anna", "month end", CancellationToken.None);
        var order = new TestOrder();
        await board.Sync(order);

        await board.Cancel(order with { Version = 2 });
        var closed = await board.Answer<BoardItemClosed>(order);
        await board.First.Get<VendorStates>().Set("monday", "ok", "anna", "done", CancellationToken.None);
        await board.Answer<BoardItemClosed>(order, message => message.Version == 1);

        Assert.That(closed.ItemId, Is.Null);
        Assert.That(await board.Items(), Is.Empty);
    }
}
