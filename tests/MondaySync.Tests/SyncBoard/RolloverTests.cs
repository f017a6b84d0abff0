using Workers.Contracts.Board;
using Workers.Testing;

namespace MondaySync.Tests.SyncBoard;

internal sealed class RolloverTests
{
    [Test]
    public async Task New_items_go_to_the_next_board_before_the_first_is_full_and_old_ones_are_still_changed()
    {
        await using var board = await BoardHarness.Start(options => (options.RolloverAt, options.ItemsPerRequest, options.Lanes) = (6, 4, 1), simulators => simulators.Monday.ItemsPerBoard = 10);
        var orders = Enumerable.Range(0, 25).Select(_ => new TestOrder()).ToArray();

        await board.Sync(orders);
        await board.Synced(orders);
        var first = orders[0] with { Version = 2, Lines = [TestOrder.Line(1, "AW-7", 1)] };
        await board.Sync(first);
        await board.Synced(first);

        var boards = (await board.Items()).GroupBy(item => item.BoardId).ToDictionary(group => group.Key, group => group.Count());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(boards.Values, Has.All.LessThanOrEqualTo(10));
            Assert.That(boards.Values.Sum(), Is.EqualTo(25));
            Assert.That(orders.SelectMany(board.Answers<BoardSyncFailed>), Is.Empty);
            Assert.That((await board.Subitems(first)).Single().ColumnValues["sku"], Is.EqualTo("AW-7"));
            Assert.That(await board.Value<long>("select count(*) from board where is_current"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_board_that_is_full_without_warning_is_rolled_over_and_no_order_fails()
    {
        await using var board = await BoardHarness.Start(options => (options.ItemsPerRequest, options.Lanes) = (10, 1), simulators => simulators.Monday.ItemsPerBoard = 4);
        var orders = Enumerable.Range(0, 9).Select(_ => new TestOrder()).ToArray();

        await board.Sync(orders);
        await board.Synced(orders);

        await FaultTests.ExactlyOnce(board, orders);
    }

    [Test]
    public async Task An_unknown_outcome_is_looked_up_on_every_board()
    {
        await using var board = await BoardHarness.Start(options => (options.RolloverAt, options.ItemsPerRequest, options.Lanes) = (3, 3, 1));
        var old = Enumerable.Range(0, 3).Select(_ => new TestOrder()).ToArray();
        await board.Sync(old);
        await board.Synced(old);
        await Eventually.True(async () => await board.Value<long>("select count(*) from board") == 2, "the next board is open");
        await board.Faults(new { error500After = 1.0, maxFaults = 2, only = new[] { "create_item", "change_multiple_column_values" } });

        var (fresh, changed) = (new TestOrder(), old[0] with { Version = 2 });
        await board.Sync(fresh, changed);
        await board.Synced(fresh, changed);

        await FaultTests.ExactlyOnce(board, [.. old, fresh]);
    }
}
