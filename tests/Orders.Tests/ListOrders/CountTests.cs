using Microsoft.Extensions.DependencyInjection;
using Orders.Tests.Journey;
using Workers.Orders.Journey;
using Workers.Orders.ListOrders;

namespace Orders.Tests.ListOrders;

public sealed class CountTests
{
    private OrdersHarness orders = null!;

    [OneTimeSetUp]
    public async Task Start() => orders = await OrdersHarness.Start();

    [OneTimeTearDown]
    public async Task Stop() => await orders.DisposeAsync();

    [Test]
    public async Task Accepted_is_the_sum_of_the_buckets_at_every_moment()
    {
        var lists = orders.Bus.Services.GetRequiredService<OrderLists>();
        var many = Enumerable.Range(0, 30).Select(i => new Make { Source = i % 2 == 0 ? "SALESFORCE" : "MIRAKL" }).ToArray();
        using var stop = new CancellationTokenSource();
        var watching = Watch(lists, stop.Token);

        await orders.Bus.Deliver([.. many.Select(order => order.Placed())]);
        await orders.Bus.Deliver([.. many.Select(order => order.Correlated())]);
        await orders.Bus.Deliver([.. many.Select((order, i) => order.Credit(i % 5 == 0 ? "REJECTED" : "APPROVED"))]);
        await orders.Bus.Deliver([.. many.Select(order => order.Created())]);
        await orders.Bus.Deliver([.. many.Take(20).Select(order => order.Synced())]);
        await orders.Bus.Deliver(many[0].Decide(approve: false));
        await orders.Bus.Deliver(many[5].Cancel());
        await stop.CancelAsync();

        var counts = await lists.Counts(CancellationToken.None);
        using var all = Assert.EnterMultipleScope();
        Assert.That(await watching, Is.True);
        Assert.That((counts.Accepted, counts.Completed, counts.InReview, counts.Failed, counts.Cancelled, counts.Moving), Is.EqualTo((30L, 16L, 4L, 1L, 1L, 8L)));
        Assert.That(counts.PerSource!.Values.Sum(source => source.Accepted), Is.EqualTo(30));
    }

    [Test]
    public async Task The_database_and_the_saga_agree_on_the_bucket_of_every_combination()
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var status in Statuses.All)
            foreach (var review in new[] { true, false })
                foreach (var board in new[] { null, "PENDING", "SYNCED", "FAILED", "CLOSED" })
                    foreach (var cancelling in new[] { true, false })
                    {
                        var order = new OrderState { StagingStatus = status, RequiresManualReview = review, BoardStatus = board, CancelRequestedAt = cancelling ? default(DateTime) : null };
                        var bucket = await orders.Database.Service.QuerySingle<string>(
                            "select order_bucket(@status, @review, @board, @cancelling)", new { status, review, board, cancelling }, CancellationToken.None);
                        Assert.That(bucket, Is.EqualTo(Buckets.Of(order)), $"{status} {review} {board} {cancelling}");
                    }
    }

    private static async Task<bool> Watch(OrderLists lists, CancellationToken stop)
    {
        var consistent = true;
        while (!stop.IsCancellationRequested)
        {
            var counts = await lists.Counts(CancellationToken.None);
            consistent &= counts.Accepted == counts.Completed + counts.InReview + counts.Failed + counts.Cancelled + counts.Moving;
            await Task.Yield();
        }
        return consistent;
    }
}
