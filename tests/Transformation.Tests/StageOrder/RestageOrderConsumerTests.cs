using Workers.Contracts;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;

namespace Transformation.Tests.StageOrder;

public sealed class RestageOrderConsumerTests
{
    private static RestageOrder Again(Guid orderId, int attempt = 1, int? subsidiary = null, long version = 1) =>
        new() { OrderId = orderId, Version = version, Attempt = attempt, ChosenSubsidiaryId = subsidiary };

    [Test]
    public async Task An_order_goes_on_when_its_product_is_mapped()
    {
        await using var harness = await TransformationHarness.Start();
        var received = Orders.Placed();
        await harness.Deliver(received);
        await harness.MapProducts("AW-1");

        await harness.Deliver(Again(received.OrderId));

        var staged = harness.Published<OrderStaged>();
        Assert.That(staged.Select(order => (order.Attempt, order.ReviewCode)), Is.EqualTo(new[] { (0, (string?)"UNKNOWN_PRODUCT"), (1, null) }));
        Assert.That(staged[1].Order!.ProvisionalOrderId, Is.EqualTo(staged[0].Order!.ProvisionalOrderId));
        Assert.That(await harness.Count("select count(*) from pending_product"), Is.Zero);
    }

    [Test]
    public async Task A_redelivered_command_publishes_the_first_result_again()
    {
        await using var harness = await TransformationHarness.Start();
        var received = Orders.Placed();
        await harness.Deliver(received);
        await harness.Deliver(Again(received.OrderId));
        await harness.MapProducts("AW-1");

        await harness.Deliver(Again(received.OrderId));

        Assert.That(harness.Published<OrderStaged>(), Has.Count.EqualTo(3).And.All.Property("ReviewCode").EqualTo("UNKNOWN_PRODUCT"));
        Assert.That(await harness.Count("select count(*) from orders.audit_log where event_type = 'ORDER_STAGED'"), Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_commands_at_once_are_recorded_once()
    {
        await using var harness = await TransformationHarness.Start();
        var orders = Enumerable.Range(0, 10).Select(index => Orders.Placed($"order-{index}")).ToArray();
        await harness.Deliver(orders);

        await harness.Deliver(Enumerable.Range(0, 4).SelectMany(_ => orders.Select(order => Again(order.OrderId))).ToArray());

        Assert.That(harness.Published<OrderStaged>().Count(order => order.Attempt == 1), Is.EqualTo(40));
        Assert.That(await harness.Count("select count(*) from staged_order where attempt = 1"), Is.EqualTo(10));
    }

    [Test]
    public async Task A_later_attempt_that_comes_first_keeps_its_choice_and_an_old_version_can_still_be_staged()
    {
        await using var harness = await TransformationHarness.Start();
        var received = Orders.Placed(country: "Japan");
        await harness.Deliver(received);
        await harness.Deliver(Orders.Received(Orders.Document(), EventTypes.Changed, version: 2, orderId: received.OrderId));

        await harness.Deliver(Again(received.OrderId, attempt: 2, subsidiary: 11));
        await harness.Deliver(Again(received.OrderId, attempt: 1));

        var staged = harness.Published<OrderStaged>().Where(order => order.Version == 1).ToDictionary(order => order.Attempt, order => order.Order!);
        Assert.That((staged[2].SubsidiaryId, staged[2].SubsidiaryMethod), Is.EqualTo((11, "MANUAL")));
        Assert.That((staged[1].SubsidiaryId, staged[1].SubsidiaryMethod), Is.EqualTo(((int?)null, "MANUAL")));
    }

    [Test]
    public async Task A_version_that_was_never_staged_here_goes_to_review_with_the_cure_and_the_rest_of_the_batch_goes_on()
    {
        await using var harness = await TransformationHarness.Start();
        var received = Orders.Placed();
        await harness.Deliver(received);

        await harness.Deliver(Again(received.OrderId), Again(Guid.CreateVersion7()));

        Assert.That(harness.Published<OrderStaged>().Count(order => order.Attempt == 1), Is.EqualTo(1));
        Assert.That(harness.Published<StepFailed>().Single(), Has.Property("Step").EqualTo("STAGING").And.Property("Reason").Contains("replay it from intake"));
        Assert.That(harness.Bus.Faults<RestageOrder>(), Is.Empty);
    }
}
