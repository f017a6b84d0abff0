using Workers.Contracts;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Transformation;

namespace Transformation.Tests.StageOrder;

public sealed class StageOrderConsumerTests
{
    [Test]
    public async Task A_received_order_is_staged_with_product_subsidiary_and_provisional_id()
    {
        await using var harness = await TransformationHarness.Start();
        await harness.MapProducts("AW-1");
        var received = Orders.Placed();

        await harness.Deliver(received);

        var staged = harness.Published<OrderStaged>().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(staged, Has.Property("OrderId").EqualTo(received.OrderId).And.Property("ReviewCode").Null);
            Assert.That(staged.Order!.ProvisionalOrderId, Does.Match(@"^PROV-\d{4}-\d{6}$"));
            Assert.That((staged.Order.SubsidiaryId, staged.Order.SubsidiaryMethod), Is.EqualTo((1, "COUNTRY")));
            Assert.That(staged.Order.Lines.Single(), Has.Property("ProductStatus").EqualTo("MATCHED").And.Property("NetSuiteItemId").EqualTo(5000));
            Assert.That(staged.Order.Customer.BillingAddress!.CountryCode, Is.EqualTo("US"));
            Assert.That(await harness.Count("select count(*) from orders.audit_log where event_type = 'ORDER_STAGED'"), Is.EqualTo(1));
            Assert.That(await harness.Count("select count(*) from ops.transformation_log"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_redelivered_order_publishes_the_first_result_again_and_records_nothing()
    {
        await using var harness = await TransformationHarness.Start();
        var received = Orders.Placed();
        await harness.Deliver(received);
        await harness.MapProducts("AW-1");

        await harness.Deliver(received);

        Assert.That(harness.Published<OrderStaged>(), Has.Count.EqualTo(2).And.All.Property("ReviewCode").EqualTo("UNKNOWN_PRODUCT"),
            "the second answer is the first one, although the product is known by now");
        Assert.That(await harness.Count("select count(*) from orders.audit_log where event_type = 'ORDER_STAGED'"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_order_in_many_batches_at_once_is_recorded_once_and_answered_alike()
    {
        await using var harness = await TransformationHarness.Start();
        var orders = Enumerable.Range(0, 30).Select(index => Orders.Placed($"order-{index}")).ToArray();
        var shuffled = Enumerable.Range(0, 4).SelectMany(_ => orders).OrderBy(_ => Guid.NewGuid()).ToArray();

        await harness.Deliver(shuffled);

        var staged = harness.Published<OrderStaged>();
        Assert.That(staged, Has.Count.EqualTo(120));
        Assert.That(staged.GroupBy(order => order.OrderId).Select(same => same.Select(order => order.Order!.ProvisionalOrderId).Distinct().Count()), Is.All.EqualTo(1));
        Assert.That(staged.Select(order => order.Order!.ProvisionalOrderId).Distinct().Count(), Is.EqualTo(30));
        Assert.That(await harness.Count("select count(*) from staged_order"), Is.EqualTo(30));
    }

    [Test]
    public async Task Versions_in_any_order_keep_one_provisional_id_and_a_cancellation_passes_through()
    {
        await using var harness = await TransformationHarness.Start();
        var first = Orders.Placed();

        await harness.Deliver(Orders.Received(null, EventTypes.Cancelled, version: 3, orderId: first.OrderId));
        await harness.Deliver(Orders.Received(Orders.Document(), EventTypes.Changed, version: 2, orderId: first.OrderId));
        await harness.Deliver(first);

        var staged = harness.Published<OrderStaged>();
        Assert.That(staged.Select(order => order.Version), Is.EqualTo(new long[] { 3, 2, 1 }));
        Assert.That(staged[0], Has.Property("Order").Null.And.Property("EventType").EqualTo(EventTypes.Cancelled));
        Assert.That(staged[1].Order!.ProvisionalOrderId, Is.EqualTo(staged[2].Order!.ProvisionalOrderId));
    }

    [Test]
    public async Task An_order_that_contradicts_itself_is_refused_with_both_figures_and_leaves_its_version_free()
    {
        await using var harness = await TransformationHarness.Start();
        var wrong = Orders.Placed(total: 91);
        await harness.Deliver(wrong);
        await harness.Deliver(wrong);

        await harness.Deliver(wrong with { Order = Orders.Document() });
        await harness.Deliver(wrong);

        var refused = harness.Published<OrderNotStageable>();
        Assert.That(refused, Has.Count.EqualTo(2).And.All.Property("Code").EqualTo("ORDER_TOTAL_MISMATCH"));
        Assert.That(refused[0].Reason, Does.Contain("91 USD").And.Contain("90 USD"));
        Assert.That(harness.Published<OrderStaged>(), Has.Count.EqualTo(2), "the corrected event, and once more instead of its wrong predecessor");
        Assert.That(await harness.Count("select count(*) from orders.audit_log where event_type = 'ORDER_NOT_STAGEABLE'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_member_that_cannot_be_stored_is_refused_alone_and_the_others_of_its_batch_go_on()
    {
        await using var harness = await TransformationHarness.Start();
        var orders = Enumerable.Range(0, 10).Select(index => Orders.Placed($"order-{index}")).ToArray();
        await harness.Database.Admin.Execute(
            $"alter table transformation.staged_order add constraint refuse check (order_id <> '{orders[4].OrderId}')", null, CancellationToken.None);

        await harness.Deliver(orders);

        Assert.That(harness.Published<OrderStaged>().Select(order => order.OrderId), Is.EquivalentTo(orders.Where((_, index) => index != 4).Select(order => order.OrderId)));
        Assert.That(harness.Published<OrderNotStageable>().Single(),
            Has.Property("OrderId").EqualTo(orders[4].OrderId).And.Property("Code").EqualTo("STAGING_FAILED").And.Property("Reason").Contains("refuse"));
        Assert.That(harness.Bus.Faults<OrderReceived>(), Is.Empty);
    }
}
