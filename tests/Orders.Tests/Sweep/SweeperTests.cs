using Microsoft.Extensions.DependencyInjection;
using Orders.Tests.Journey;
using Workers.Contracts;
using Workers.Contracts.Correlation;
using Workers.Orders.Sweep;
using Workers.Testing;

namespace Orders.Tests.Sweep;

public sealed class SweeperTests
{
    private OrdersHarness orders = null!;

    [OneTimeSetUp]
    public async Task Start() => orders = await OrdersHarness.Start();

    [OneTimeTearDown]
    public async Task Stop() => await orders.DisposeAsync();

    [Test]
    public async Task An_order_without_an_answer_gets_its_command_again()
    {
        var order = await Overdue(new Make());

        await Sweeper.RunOnce(CancellationToken.None);

        await Eventually.True(() => Commands(order) == 2, "the command is sent again");
        Assert.That(await orders.Row(order), Has.Property("Sweeps").EqualTo(1).And.Property("Status").EqualTo("CORRELATING"));
    }

    [Test]
    public async Task A_claim_whose_push_was_never_sent_is_claimed_again_after_its_lease()
    {
        var order = await Overdue(new Make());

        var claimed = await Sweeper.Claim(CancellationToken.None);
        Assert.That(claimed.Select(due => due.OrderId), Does.Contain(order.OrderId));
        Assert.That((await Sweeper.Claim(CancellationToken.None)).Select(due => due.OrderId), Does.Not.Contain(order.OrderId), "leased");
        await Overdue(order);
        await Sweeper.RunOnce(CancellationToken.None);

        await Eventually.True(() => Commands(order) == 2, "the command is sent again");
    }

    [Test]
    public async Task Two_sweepers_at_once_push_an_order_once()
    {
        var many = new List<Make>();
        for (var i = 0; i < 10; i++) many.Add(await Overdue(new Make()));

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sweeper.Claim(CancellationToken.None)));

        var ids = claims.SelectMany(claim => claim).Select(due => due.OrderId).Where(id => many.Any(order => order.OrderId == id)).ToList();
        Assert.That(ids, Is.Unique.And.Count.EqualTo(10));
    }

    [Test]
    public async Task A_push_that_arrives_after_the_order_moved_is_ignored()
    {
        var order = await Overdue(new Make());
        var due = (await Sweeper.Claim(CancellationToken.None)).Single(due => due.OrderId == order.OrderId);
        await orders.Bus.Deliver(order.Correlated());

        await orders.Bus.Deliver(new Workers.Orders.Journey.ResendCurrentCommand(due.OrderId, due.Step, due.Attempt, due.Sweep));

        Assert.That(await orders.Row(order), Has.Property("Step").EqualTo(OrderSteps.Credit).And.Property("Sweeps").EqualTo(0));
    }

    [Test]
    public async Task Orders_in_review_and_announced_waits_are_left_alone()
    {
        var (review, wait) = (new Make(), new Make());
        await orders.UpTo(review, "CORRELATION");
        await orders.UpTo(wait, "CORRELATION");
        await orders.Bus.Deliver(review.Uncertain());
        await orders.Bus.Deliver(wait.Waits(OrderSteps.Correlation));

        using var all = Assert.EnterMultipleScope();
        Assert.That((await orders.Row(review)).SweepAt, Is.Null);
        var row = await orders.Row(wait);
        Assert.That(row.SweepAt, Is.GreaterThan(TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(50)));
        Assert.That(row, Has.Property("Bucket").EqualTo("moving").And.Property("WaitCode").EqualTo("VENDOR_DOWN"));
    }

    private Sweeper Sweeper => orders.Bus.Services.GetRequiredService<Sweeper>();

    private int Commands(Make order) => orders.Bus.Published<CorrelateCustomer>().Count(command => command.OrderId == order.OrderId);

    private async Task<Make> Overdue(Make order)
    {
        if (Commands(order) == 0) await orders.UpTo(order, "CORRELATION");
        await orders.Database.Admin.Execute("update staging_orders set sweep_at = now() - interval '1 second' where staging_id = @OrderId", new { order.OrderId }, CancellationToken.None);
        return order;
    }
}
