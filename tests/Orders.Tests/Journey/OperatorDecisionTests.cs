using Workers.Contracts;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.Transformation;
using Workers.Orders;
using Workers.Orders.Journey;

namespace Orders.Tests.Journey;

public sealed class OperatorDecisionTests
{
    [TestCase("CORRELATION", "STAGING", true)]
    [TestCase("CORRELATION", "CREDIT", false, TestName = "Credit cannot be retried before the customer is known")]
    [TestCase("CREDIT", "ERP", false, TestName = "There is no way past the credit check")]
    [TestCase("CREDIT", "CREDIT", true)]
    [TestCase("ERP", "ERP", true)]
    [TestCase("ERP", "BOARD", false, TestName = "The board follows the sales order")]
    [TestCase("BOARD", "BOARD", true)]
    [TestCase("DONE", null, false, TestName = "A complete order needs the step named")]
    [TestCase("DONE", "ERP", true)]
    [TestCase("DONE", "BOARD", true)]
    [TestCase("ERP", "LUNCH", false)]
    public void Where_an_order_can_be_taken_up_again(string standsAt, string? from, bool allowed)
    {
        var (make, world) = At(standsAt);
        Assert.That(OperatorDecisions.RetryRefusal(world.Order, from) is null, Is.EqualTo(allowed), OperatorDecisions.RetryRefusal(world.Order, from));
        var attempt = world.Order.Attempt;
        world.Deliver(make.Retry(from));
        Assert.That(world.Order.Attempt, Is.EqualTo(allowed ? attempt + 1 : attempt));
    }

    [Test]
    public void A_chosen_customer_goes_to_correlation_as_a_new_attempt()
    {
        var (make, world) = At("CORRELATION");
        world.Deliver(make.Uncertain());
        Assert.That(world.Bucket, Is.EqualTo(Buckets.InReview));

        world.Deliver(make.Choose(42));

        Assert.That(world.Sent[^1], Is.InstanceOf<CorrelateCustomer>().With.Property("ChosenNetSuiteCustomerId").EqualTo(42).And.Property("Attempt").EqualTo(2).And.Property("ChosenBy").EqualTo("ann"));
    }

    [Test]
    public void A_refused_credit_is_approved_or_refused_by_a_person()
    {
        var (make, approved) = At("CREDIT");
        approved.Deliver(make.Credit("REJECTED"));
        approved.Deliver(make.Decide(approve: true));
        var (other, refused) = At("CREDIT");
        refused.Deliver(other.Credit("REJECTED"));
        refused.Deliver(other.Decide(approve: false));

        using var all = Assert.EnterMultipleScope();
        Assert.That(approved.Sent[^1], Is.InstanceOf<CheckCredit>().With.Property("ApprovedBy").EqualTo("ann"));
        Assert.That(refused.Bucket, Is.EqualTo(Buckets.Failed));
        Assert.That(refused.Sent, Has.Some.InstanceOf<ReleaseCredit>());
    }

    [Test]
    public void A_repeated_click_is_one_action()
    {
        var (make, world) = At("CREDIT");
        var click = make.Retry(OrderSteps.Correlation);

        world.Deliver(click);
        world.Deliver(make.Correlated(attempt: 2));
        var again = world.Deliver(click);

        Assert.That((again, world.Order.Attempt, world.Order.Step), Is.EqualTo((false, 2, OrderSteps.Credit)));
    }

    [Test]
    public void A_chosen_subsidiary_is_staged_again_and_goes_on()
    {
        var make = new Make();
        var world = new World(make);
        world.Deliver(make.Placed(reviewCode: "NO_SUBSIDIARY", reviewReason: "no subsidiary sells to XX"));
        world.Deliver(make.ChooseSubsidiary(3));
        Assert.That(world.Sent[^1], Is.InstanceOf<RestageOrder>().With.Property("ChosenSubsidiaryId").EqualTo(3).And.Property("Attempt").EqualTo(2));

        world.Deliver(make.Placed(attempt: 0));
        Assert.That(world.Order.StagingStatus, Is.EqualTo(Statuses.Pending), "the repeated first event is not the answer");
        world.Deliver(make.Placed(attempt: 2));
        Assert.That(world.Order.StagingStatus, Is.EqualTo(Statuses.Correlating));
    }

    [Test]
    public void Without_an_answer_the_command_is_repeated_and_then_a_person_is_asked()
    {
        var (make, world) = At("CREDIT");
        var pauses = new List<TimeSpan>();
        for (var push = 0; push < 4; push++)
        {
            world.Deliver(new ResendCurrentCommand(make.OrderId, world.Order.Step, world.Order.Attempt, world.Order.Sweeps));
            if (world.Order.SweepAt is { } due) pauses.Add(due - world.Order.UpdatedAt);
        }

        using var all = Assert.EnterMultipleScope();
        Assert.That(pauses.Select(pause => pause.TotalSeconds), Is.EqualTo(new[] { 120, 240, 480 }), "doubling");
        Assert.That(world.Sent.OfType<CheckCredit>(), Has.Exactly(4).Items);
        Assert.That(world.Order.ManualReviewReason, Does.StartWith("no answer from credit-check"));
        world.Deliver(make.Credit());
        Assert.That(world.Order.Step, Is.EqualTo(OrderSteps.Erp), "an answer that comes after all is taken");
    }

    [Test]
    public void An_announced_wait_is_not_pushed_before_it_is_over()
    {
        var (make, world) = At("CREDIT");
        var until = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        world.Deliver(make.Waits(OrderSteps.Credit, code: "RATE_LIMITED", until: until));

        using var all = Assert.EnterMultipleScope();
        Assert.That(world.Order.SweepAt, Is.EqualTo(until.UtcDateTime.AddSeconds(60)));
        Assert.That(world.Order.CreditCheckStatus, Is.EqualTo("RATE_LIMITED"));
        Assert.That(world.Bucket, Is.EqualTo(Buckets.Moving), "a wait is no failure");
    }

    private static (Make, World) At(string step)
    {
        var make = new Make();
        var world = new World(make);
        object[] events = [make.Placed(), make.Correlated(), make.Credit(), make.Created(), make.Synced()];
        foreach (var message in events.Take(Array.IndexOf(["CORRELATION", "CREDIT", "ERP", "BOARD", "DONE"], step) + 1)) world.Deliver(message);
        return (make, world);
    }
}
