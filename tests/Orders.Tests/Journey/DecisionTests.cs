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
    public void Whatever_arrives_in_whatever_order_the_rules_hold()
    {
        var reached = new HashSet<string>();
        for (var seed = 0; seed < 3_000; seed++)
        {
            var (make, random) = (new Make(), new Random(seed));
            var world = new World(make);
            for (var arrival = random.Next(60); arrival >= 0; arrival--)
            {
                var (version, attempt) = (world.Order.SourceVersion, world.Order.Attempt);
                var wasCancelled = world.Order.CancelRequestedAt is not null;
                var sent = world.Sent.Count;
                world.Deliver(Message(make, world.Order, random));
                if (world.Order.Version > 0) Check(world, version, attempt, wasCancelled, world.Sent.Skip(sent), seed);
                reached.Add($"{world.Order.StagingStatus} {world.Bucket}");
            }
            if (world.Order.Version == 0) continue;
            world.AnswerUntilRest();
            Assert.That(world.Bucket, Is.Not.EqualTo(Buckets.Moving), $"an order whose commands are answered comes to rest (seed {seed})");
        }
        Assert.That(reached, Has.Count.GreaterThan(15), "the walks reach most of the states");
    }

    private static void Check(World world, long version, int attempt, bool wasCancelled, IEnumerable<object> sent, int seed)
    {
        var order = world.Order;
        using var all = Assert.EnterMultipleScope();
        Assert.That(order.SourceVersion, Is.GreaterThanOrEqualTo(version), $"seed {seed}");
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

    private static object Message(Make make, OrderState order, Random random)
    {
        // Most answers are to the command that is outstanding, the others are late or early.
        var (version, attempt) = random.Next(4) switch { 0 => (order.SourceVersion, Math.Max(1, order.Attempt - 1)), 1 => (1L, 1), _ => (order.SourceVersion, order.Attempt) };
        bool Coin() => random.Next(2) == 0;
        Func<object>[] messages =
        [
            () => make.Placed(), () => make.Changed(random.Next(2, 6)), () => make.Placed(version, attempt),
            () => make.Placed(reviewCode: "UNKNOWN_PRODUCT", reviewReason: "product X is unknown"),
            () => random.Next(5) == 0 ? make.Cancelled(random.Next(2, 6)) : make.Placed(),
            () => random.Next(5) == 0 ? make.Cancel() : make.Placed(),
            () => make.Correlated(version, attempt), () => make.Correlated(version, attempt), () => make.Uncertain(version, attempt),
            () => make.Credit(version: version, attempt: attempt), () => make.Credit(version: version, attempt: attempt), () => make.Credit("REJECTED", version, attempt),
            () => make.Submitted(version, attempt), () => make.Created(version, attempt), () => make.Created(version, attempt), () => make.Refused(version, attempt),
            () => make.SalesOrderClosed(version, attempt, Coin() ? null : 98765),
            () => make.Synced(version, attempt), () => make.BoardRefused(version, attempt), () => make.BoardClosed(version, attempt, Coin() ? null : 555),
            () => make.Retry(Froms[random.Next(Froms.Length)]), () => make.Decide(Coin()), () => Coin() ? make.Choose() : make.ChooseSubsidiary(),
            () => make.Waits(order.Step ?? OrderSteps.Erp, version, attempt), () => make.Failed(order.Step ?? OrderSteps.Erp, version, attempt),
            () => new ResendCurrentCommand(make.OrderId, order.Step, order.Attempt, order.Sweeps),
        ];
        return messages[random.Next(messages.Length)]();
    }

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(rest => Enumerable.Range(0, count).Select(place => rest.Take(place).Append(count - 1).Concat(rest.Skip(place)).ToArray()));
}
