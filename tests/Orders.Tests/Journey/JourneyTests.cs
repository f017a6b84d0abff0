using MassTransit;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;
using Workers.Testing;

namespace Orders.Tests.Journey;

public sealed class JourneyTests
{
    private OrdersHarness orders = null!;

    [OneTimeSetUp]
    public async Task Start() => orders = await OrdersHarness.Start();

    [OneTimeTearDown]
    public async Task Stop() => await orders.DisposeAsync();

    [Test]
    public async Task A_staged_order_goes_all_the_way()
    {
        var order = new Make();

        await orders.Bus.Deliver(order.Placed());
        await orders.Bus.Deliver(order.Correlated());
        await orders.Bus.Deliver(order.Credit());
        await orders.Bus.Deliver(order.Submitted());
        await orders.Bus.Deliver(order.Created());
        await orders.Bus.Deliver(order.Synced());

        var row = await orders.Row(order);
        using var all = Assert.EnterMultipleScope();
        Assert.That(row, Has.Property("Status").EqualTo("COMPLETED").And.Property("Bucket").EqualTo("completed").And.Property("Step").Null);
        Assert.That((row.NetsuiteInternalId, row.BoardItemId), Is.EqualTo((98765L, 555L)));
        Assert.That(row.Audits, Is.EqualTo(6), "one audit row per change");
        Assert.That(Sent<CorrelateCustomer>(order), Has.Exactly(1).Items);
        Assert.That(Sent<CheckCredit>(order), Has.Exactly(1).Items);
        Assert.That(Sent<CreateSalesOrder>(order).Single().Order.Lines, Has.Count.EqualTo(1));
        Assert.That(Sent<SyncToBoard>(order).Single().Lines.Single().InventoryStatus, Is.EqualTo("IN_STOCK"));
        Assert.That(Statuses(order), Is.EqualTo(new[] { "completed" }));
    }

    [Test]
    public async Task The_same_message_delivered_again_sends_the_current_command_again_and_changes_nothing()
    {
        var order = new Make();
        await orders.UpTo(order, "CORRELATION");
        var (id, correlated) = (Guid.NewGuid(), order.Correlated());
        await Deliver(id, correlated);
        await Eventually.True(() => Sent<CheckCredit>(order).Count == 1, "the event is applied");
        var before = await orders.Row(order);

        // As after a crash between the commit and the publish.
        await Deliver(id, correlated);

        await Eventually.True(() => Sent<CheckCredit>(order).Count == 2, "the command is sent again");
        var after = await orders.Row(order);
        Assert.That(Sent<CheckCredit>(order), Is.All.EqualTo(Sent<CheckCredit>(order)[0]), "the same command");
        Assert.That((after.RowVersion, after.Audits), Is.EqualTo((before.RowVersion, before.Audits)));
    }

    [Test]
    public async Task A_late_repetition_with_another_message_id_is_ignored()
    {
        var order = new Make();
        await orders.UpTo(order, "ERP");
        var before = await orders.Row(order);

        await orders.Bus.Deliver(order.Placed());
        await orders.Bus.Deliver(order.Correlated());
        await orders.Bus.Deliver(order.Credit());

        Assert.That((await orders.Row(order)).RowVersion, Is.EqualTo(before.RowVersion));
        Assert.That(Sent<CreateSalesOrder>(order), Has.Exactly(1).Items);
    }

    [Test]
    public async Task Many_orders_and_repetitions_at_the_same_time_are_each_carried_once()
    {
        var many = Enumerable.Range(0, 40).Select(_ => new Make()).ToArray();

        await orders.Bus.Deliver([.. many.SelectMany(order => new[] { order.Placed(), order.Placed(), order.Placed() })]);
        await orders.Bus.Deliver([.. many.SelectMany(order => new[] { order.Correlated(), order.Correlated() })]);

        using var all = Assert.EnterMultipleScope();
        foreach (var order in many)
        {
            Assert.That(await orders.Row(order), Has.Property("Status").EqualTo("CREDIT_CHECK").And.Property("Audits").EqualTo(2));
            Assert.That(Sent<CheckCredit>(order), Has.Exactly(1).Items);
        }
        Assert.That(orders.Bus.Faults<OrderStaged>(), Is.Empty);
    }

    [Test]
    public async Task A_sales_order_may_be_reported_before_it_was_reported_as_submitted()
    {
        var order = new Make();
        await orders.UpTo(order, "ERP");

        await orders.Bus.Deliver(order.Created());
        await orders.Bus.Deliver(order.Submitted());
        await orders.Bus.Deliver(order.Synced());

        Assert.That(await orders.Row(order), Has.Property("Bucket").EqualTo("completed"));
    }

    [Test]
    public async Task A_refusal_of_NetSuite_puts_the_order_in_review_and_a_retry_takes_it_up_again()
    {
        var order = new Make();
        await orders.UpTo(order, "ERP");

        await orders.Bus.Deliver(order.Refused());
        var refused = await orders.Row(order);
        await orders.Bus.Deliver(order.Retry());
        await orders.Bus.Deliver(order.Created(attempt: 2));

        using var all = Assert.EnterMultipleScope();
        Assert.That(refused, Has.Property("Bucket").EqualTo("in-review").And.Property("ManualReviewReason").Contains("the item is inactive").And.Property("RetryCount").EqualTo(1));
        Assert.That(Statuses(order), Is.EqualTo(new[] { "in-review" }));
        Assert.That(Sent<CreateSalesOrder>(order).Select(command => command.Attempt), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await orders.Row(order), Has.Property("Status").EqualTo("COMPLETED").And.Property("Bucket").EqualTo("moving"), "the board is still missing");
    }

    [TestCase("CORRELATION")]
    [TestCase("CREDIT")]
    [TestCase("ERP")]
    [TestCase("DONE")]
    public async Task A_changed_order_ends_with_the_new_version_wherever_the_old_one_was(string step)
    {
        var order = new Make();
        await orders.UpTo(order, step);

        await orders.Bus.Deliver(order.Changed(2, total: 120m));
        await orders.Bus.Deliver(order.Created(version: 1));
        await orders.Bus.Deliver(order.Correlated(2, 2));
        await orders.Bus.Deliver(order.Credit(version: 2, attempt: 2));
        await orders.Bus.Deliver(order.Created(2, 2));
        await orders.Bus.Deliver(order.Synced(2, 2));

        using var all = Assert.EnterMultipleScope();
        Assert.That(await orders.Row(order), Has.Property("Bucket").EqualTo("completed").And.Property("SourceVersion").EqualTo(2).And.Property("OrderTotal").EqualTo(120m));
        Assert.That(Sent<CreateSalesOrder>(order)[^1], Has.Property("Version").EqualTo(2).And.Property("Order").Property("OrderTotal").EqualTo(120m));
        Assert.That(Sent<SyncToBoard>(order)[^1].Version, Is.EqualTo(2));
    }

    [Test]
    public async Task A_cancel_before_anything_was_sent_to_a_vendor_is_done_at_once()
    {
        var order = new Make();
        await orders.UpTo(order, "CREDIT");

        await orders.Bus.Deliver(order.Cancelled(2));

        using var all = Assert.EnterMultipleScope();
        Assert.That(await orders.Row(order), Has.Property("Status").EqualTo("CANCELLED"));
        Assert.That(Sent<CancelSalesOrder>(order), Is.Empty);
        Assert.That(Sent<ReleaseCredit>(order), Is.Not.Empty);
        Assert.That(Statuses(order), Is.EqualTo(new[] { "cancelled" }));
    }

    [Test]
    public async Task A_cancel_after_completion_closes_both_and_only_then_is_the_order_cancelled()
    {
        var order = new Make();
        await orders.UpTo(order, "DONE");

        await orders.Bus.Deliver(order.Cancelled(2));
        var cancelling = await orders.Row(order);
        await orders.Bus.Deliver(order.BoardClosed(2));
        var half = await orders.Row(order);
        await orders.Bus.Deliver(order.SalesOrderClosed(2));

        using var all = Assert.EnterMultipleScope();
        Assert.That((cancelling.Bucket, half.Bucket), Is.EqualTo(("moving", "moving")));
        Assert.That(Sent<CancelSalesOrder>(order), Has.Exactly(1).Items);
        Assert.That(Sent<CloseBoardItem>(order), Has.Exactly(1).Items);
        Assert.That(await orders.Row(order), Has.Property("Status").EqualTo("CANCELLED").And.Property("SweepAt").Null);
        Assert.That(Statuses(order), Is.EqualTo(new[] { "completed", "cancelled" }));
    }

    [Test]
    public async Task A_create_in_flight_that_succeeds_after_the_cancel_is_recorded_and_closed()
    {
        var order = new Make();
        await orders.UpTo(order, "ERP");
        await orders.Bus.Deliver(order.Cancelled(2));

        await orders.Bus.Deliver(order.SalesOrderClosed(2, 2, id: null));
        await orders.Bus.Deliver(order.Created());
        var found = await orders.Row(order);
        await orders.Bus.Deliver(order.SalesOrderClosed(2, 3));

        using var all = Assert.EnterMultipleScope();
        Assert.That(found, Has.Property("Bucket").EqualTo("moving").And.Property("NetsuiteInternalId").EqualTo(98765));
        Assert.That(Sent<CancelSalesOrder>(order).Select(command => command.Attempt), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(Sent<SyncToBoard>(order), Is.Empty);
        Assert.That(await orders.Row(order), Has.Property("Status").EqualTo("CANCELLED"));
    }

    [Test]
    public async Task A_cancel_that_arrives_before_the_order_leaves_a_tombstone()
    {
        var order = new Make();

        await orders.Bus.Deliver(order.Cancelled(2));
        await orders.Bus.Deliver(order.Placed());
        await orders.Bus.Deliver(order.Changed(3));

        using var all = Assert.EnterMultipleScope();
        Assert.That(await orders.Row(order), Has.Property("Status").EqualTo("CANCELLED").And.Property("SourceVersion").EqualTo(2).And.Property("LastErrorCode").EqualTo("CHANGED_AFTER_CANCEL").And.Property("Audits").EqualTo(3));
        Assert.That(Sent<CorrelateCustomer>(order), Is.Empty);
    }

    [Test]
    public async Task An_order_with_an_unknown_product_waits_and_goes_on_when_it_is_mapped()
    {
        var (order, other) = (new Make(), new Make());
        await orders.Bus.Deliver(order.Placed(reviewCode: "UNKNOWN_PRODUCT", reviewReason: "product AW-SJ-0194 is unknown", productStatus: "PENDING_CREATION"));
        await orders.Bus.Deliver(other.Placed());

        await orders.Bus.Deliver(new ProductMapped { ProductCode = "AW-SJ-0194", NetSuiteItemId = 77 });
        await Eventually.True(() => Sent<RestageOrder>(order).Count == 1, "it is staged again");
        await orders.Bus.Deliver(order.Placed(attempt: 2));

        Assert.That(await orders.Row(order), Has.Property("Status").EqualTo("CORRELATING").And.Property("InReview").False);
        Assert.That(Sent<RestageOrder>(other), Is.Empty);
    }

    [Test]
    public async Task Adopted_versions_are_confirmed_in_groups_and_again_when_they_are_repeated()
    {
        var many = Enumerable.Range(0, 20).Select(_ => new Make()).ToArray();
        List<AdoptedOrder> Adopted() => [.. orders.Bus.Published<OrdersAdopted>().SelectMany(message => message.Orders).Where(adopted => many.Any(order => order.OrderId == adopted.OrderId))];

        await orders.Bus.Deliver([.. many.Select(order => order.Placed())]);
        await Eventually.True(() => Adopted().Count >= 20, "all are confirmed");
        await orders.Bus.Deliver(many[0].Placed());
        await Eventually.True(() => Adopted().Count(adopted => adopted.OrderId == many[0].OrderId) == 2, "a repetition is confirmed again");

        Assert.That(orders.Bus.Published<OrdersAdopted>().Where(message => message.Orders.Any(adopted => many.Any(order => order.OrderId == adopted.OrderId))).Count(), Is.LessThan(20), "in groups");
    }

    [Test]
    public async Task A_fault_of_a_command_becomes_an_error_row_and_a_review()
    {
        var order = new Make();
        await orders.UpTo(order, "CREDIT");
        var fault = new FaultOfCheckCredit(Sent<CheckCredit>(order).Single());

        await orders.Bus.Deliver<Fault<CheckCredit>>(fault);
        await orders.Bus.Deliver<Fault<CheckCredit>>(fault);
        var row = await Eventually.Value(() => orders.Row(order), row => row.InReview, "the order is in review");

        using var all = Assert.EnterMultipleScope();
        Assert.That(row.ManualReviewReason, Does.Contain("credit-check").And.Contain("no such column"));
        Assert.That(await orders.Database.Admin.QuerySingle<int>("select count(*)::integer from integration_errors where staging_id = @OrderId", new { order.OrderId }, CancellationToken.None), Is.EqualTo(1));
    }

    private Task Deliver<T>(Guid messageId, T message) where T : class => orders.Bus.MassTransit.Bus.Publish(message, context => context.MessageId = messageId);

    private List<T> Sent<T>(Make order) where T : class, IOrderMessage => [.. orders.Bus.Published<T>().Where(message => message.OrderId == order.OrderId)];

    private List<string> Statuses(Make order) => [.. orders.Bus.Published<OrderStatus>().Where(message => message.OrderId == order.OrderId).Select(message => message.Status)];
}
