using FsCheck;
using FsCheck.Fluent;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.NetSuite;
using Workers.Orders.Journey;

namespace Orders.Tests.Journey;

/// <summary>The decisions without bus and database: all orders of arrival, repetitions included.</summary>
public sealed class DecisionTests
{
    [Test]
    public void Any_order_of_arrival_ends_with_everything_done()
    {
        foreach (var order in Permutations(5))
        {
            var make = new Make();
            var world = new World(make);
            object[] events = [make.Correlated(), make.Credit(), make.Submitted(), make.Created(), make.Synced()];
            world.Deliver(make.Placed());

            foreach (var index in order) world.Deliver(events[index]);
            world.AnswerUntilRest();

            Assert.That((world.Bucket, world.Order.NetsuiteInternalId, world.Order.BoardItemId), Is.EqualTo((Buckets.Completed, (long?)98765, (long?)555)), string.Join(",", order));
        }
    }

    [Test]
    public void Any_order_of_versions_ends_with_the_highest()
    {
        foreach (var order in Permutations(4))
        {
            var make = new Make();
            var world = new World(make);
            object[] versions = [make.Placed(), make.Changed(2, 120), make.Changed(3, 150), make.Changed(4, 180)];

            foreach (var index in order) { world.Deliver(versions[index]); world.AnswerUntilRest(); }

            Assert.That((world.Bucket, world.Order.SourceVersion, world.Order.OrderTotal, world.Order.ErpVersion, world.Order.BoardVersion),
                Is.EqualTo((Buckets.Completed, 4L, (decimal?)180, (long?)4, (long?)4)), string.Join(",", order));
        }
    }

    [Test]
    public void A_cancelled_order_is_never_carried_out_afterwards_wherever_the_cancel_arrives()
    {
        foreach (var order in Permutations(3))
            foreach (var steps in Enumerable.Range(0, 5))
            {
                var make = new Make();
                var world = new World(make);
                object[] events = [make.Placed(), make.Changed(2), make.Cancelled(3)];
                foreach (var index in order)
                {
                    world.Deliver(events[index]);
                    for (var step = 0; step < steps && index != 2; step++)
                        foreach (var message in new object[] { make.Correlated(world.Order.SourceVersion, world.Order.Attempt), make.Credit(version: world.Order.SourceVersion, attempt: world.Order.Attempt), make.Created(world.Order.SourceVersion, world.Order.Attempt), make.Synced(world.Order.SourceVersion, world.Order.Attempt) }.Take(step))
                            if (world.Order.CancelRequestedAt is null) world.Deliver(message);
                }
                world.AnswerUntilRest();

                Assert.That((world.Bucket, world.Order.ErpCancelled, world.Order.BoardClosed), Is.EqualTo((Buckets.Cancelled, true, true)), $"{string.Join(",", order)} after {steps}");
            }
    }

    [Test]
    public void Whatever_arrives_in_whatever_order_the_rules_hold() =>
        Prop.ForAll<byte[]>(Hold).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60));

    private static void Hold(byte[] arrivals)
    {
        var make = new Make();
        var world = new World(make);
        foreach (var arrival in arrivals)
        {
            var (version, attempt) = (world.Order.SourceVersion, world.Order.Attempt);
            var wasCancelled = world.Order.CancelRequestedAt is not null;
            var sent = world.Sent.Count;
            world.Deliver(Message(make, world.Order, arrival));
            if (world.Order.Version > 0) Check(world, version, attempt, wasCancelled, world.Sent.Skip(sent));
        }
        if (world.Order.Version == 0) return;
        world.AnswerUntilRest();
        Assert.That(world.Bucket, Is.Not.EqualTo(Buckets.Moving), "an order whose commands are answered comes to rest");
    }

    private static void Check(World world, long version, int attempt, bool wasCancelled, IEnumerable<object> sent)
    {
        var order = world.Order;
        Assert.That(order.SourceVersion, Is.GreaterThanOrEqualTo(version));
        Assert.That(order.Attempt, Is.GreaterThanOrEqualTo(attempt));
        Assert.That(order.SweepAt is null, Is.EqualTo(world.Bucket != Buckets.Moving), "somebody pushes exactly the orders that move");
        Assert.That(OrderCommands.Current(order), Is.Not.Empty);
        Assert.That(order.RequiresManualReview, Is.EqualTo(order.ManualReviewReason is not null), "a review has a reason");
        foreach (var command in sent)
        {
            if (wasCancelled) Assert.That(command, Is.Not.InstanceOf<CreateSalesOrder>().And.Not.InstanceOf<SyncToBoard>().And.Not.InstanceOf<CorrelateCustomer>().And.Not.InstanceOf<CheckCredit>());
            if (command is CreateSalesOrder) Assert.That(order.CreditCheckStatus, Is.AnyOf("APPROVED", "NOT_REQUIRED", "CACHE_USED"), "no sales order without a credit decision on record");
        }
    }

    private static readonly string?[] Froms = [null, OrderSteps.Staging, OrderSteps.Correlation, OrderSteps.Credit, OrderSteps.Erp, OrderSteps.Board];

    private static object Message(Make make, OrderState order, byte arrival)
    {
        // A third of the answers is to the command that is outstanding, the others are late or early.
        var (version, attempt) = (arrival % 3) switch { 0 => (order.SourceVersion, order.Attempt), 1 => (order.SourceVersion, Math.Max(1, order.Attempt - 1)), _ => (1L, 1) };
        return (arrival / 3 % 24) switch
        {
            0 or 1 => make.Placed(),
            2 => make.Changed(2 + (arrival % 4)),
            3 => make.Cancelled(2 + (arrival % 4)),
            4 => make.Placed(version, attempt),
            5 => make.Placed(reviewCode: "UNKNOWN_PRODUCT", reviewReason: "product X is unknown"),
            6 or 7 => make.Correlated(version, attempt),
            8 => make.Uncertain(version, attempt),
            9 or 10 => make.Credit(version: version, attempt: attempt),
            11 => make.Credit("REJECTED", version, attempt),
            12 => make.Submitted(version, attempt),
            13 or 14 => make.Created(version, attempt),
            15 => make.Refused(version, attempt),
            16 => make.SalesOrderClosed(version, attempt, arrival % 2 == 0 ? null : 98765),
            17 => make.Synced(version, attempt),
            18 => make.BoardRefused(version, attempt),
            19 => make.BoardClosed(version, attempt, arrival % 2 == 0 ? null : 555),
            20 => make.Retry(Froms[arrival % Froms.Length]),
            21 => arrival % 2 == 0 ? make.Decide(arrival % 4 == 0) : make.Choose(),
            22 => arrival % 2 == 0 ? make.Waits(order.Step ?? OrderSteps.Erp, version, attempt) : make.Failed(order.Step ?? OrderSteps.Erp, version, attempt),
            _ => arrival % 3 == 0 ? make.Cancel() : new ResendCurrentCommand(make.OrderId, order.Step, order.Attempt, order.Sweeps),
        };
    }

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(rest => Enumerable.Range(0, count).Select(place => rest.Take(place).Append(count - 1).Concat(rest.Skip(place)).ToArray()));
}
