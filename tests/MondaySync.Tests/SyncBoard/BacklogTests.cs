using Workers.MondaySync.RecordCommands;
using Workers.Testing;

namespace MondaySync.Tests.SyncBoard;

internal sealed class BacklogTests
{
    [Test]
    public async Task A_backlog_costs_at_most_twelve_requests_per_hundred_orders_with_four_subitems_each()
    {
        await using var board = await BoardHarness.Start(running: false);
        await Record(board, 400, subitems: 4);

        await board.First.Run();
        await Drained(board, 400);

        var requests = (await board.Calls()).Count(call => call.Operation.Contains("create"));
        TestContext.Progress.WriteLine($"{requests} requests for 400 orders with 4 subitems each");
        Assert.That(requests, Is.LessThanOrEqualTo(48));
        Assert.That(await board.Items(), Has.Count.EqualTo(400));
        Assert.That(await board.Subitems(), Has.Count.EqualTo(1600));
    }

    private static async Task Record(BoardHarness board, int orders, int subitems)
    {
        var store = board.First.Get<CommandStore>();
        var sizes = Enumerable.Range(1, subitems).Select(size => ($"S{size}", 1m)).ToArray();
        foreach (var chunk in Enumerable.Range(0, orders).Select(i => new TestOrder { Customer = $"Customer {i % 40}", Lines = [TestOrder.Line(1, "AW-1", subitems, sizes)] }.Sync()).Chunk(50))
        {
            await store.Record(chunk, CancellationToken.None);
            board.First.Get<Workers.MondaySync.SyncBoard.WorkSignal>().Pulse();
        }
    }

    private static Task Drained(BoardHarness board, int orders) => Eventually.True(
        async () => await board.Value<long>("select count(*) from sync_command where announced_at is not null") == orders, $"{orders} orders stand", TimeSpan.FromSeconds(60));
}
