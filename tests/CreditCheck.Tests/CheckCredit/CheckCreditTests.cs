using Workers.Contracts.Credit;
using Workers.Contracts.Orders;

namespace CreditCheck.Tests.CheckCreditSlice;

/// <summary>The consumer's five, and what a customer's orders do to each other.</summary>
internal sealed class CheckCreditTests
{
    [Test]
    public async Task An_order_within_the_limit_is_approved_with_the_figures()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var order = (await credit.Given(limit: 10_000, openOrders: 1_000)).Order(4_000);

        await service.Deliver(order);

        var answer = service.Published<CreditChecked>().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.OrderId, answer.Version, answer.Attempt), Is.EqualTo((order.OrderId, order.Version, order.Attempt)));
            Assert.That(answer.Outcome, Is.EqualTo("APPROVED"));
            Assert.That(answer.DecidedBy, Is.EqualTo("AS400"));
            Assert.That((answer.CreditLimit, answer.AvailableCredit, answer.PaymentTerms, answer.VolumeDiscount), Is.EqualTo((10_000m, 9_000m, "NET45", 2.5m)));
            Assert.That(answer.CreditScore, Is.Not.Null);
            Assert.That(answer.Reason, Does.Contain("10000.00").And.Contain("9000.00 available"));
            Assert.That(await credit.Look<int>("select count(*) from orders.audit_log where event_type = 'CREDIT_CHECKED'"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_redelivered_command_republishes_the_first_decision_and_leaves_one_audit_row()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(limit: 1_000);
        var order = customer.Order(600);

        await service.Deliver(order);
        await service.Deliver(customer.Order(400));
        await service.Deliver(order);

        var answers = service.Published<CreditChecked>().Where(answer => answer.OrderId == order.OrderId).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers, Has.Count.EqualTo(2));
            Assert.That(answers[1], Is.EqualTo(answers[0]));
            Assert.That(await credit.Look<int>("select count(*) from orders.audit_log where event_type = 'CREDIT_CHECKED'"), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Sixteen_orders_at_once_on_two_instances_share_one_limit()
    {
        await using var credit = await CreditHarness.Start();
        var (one, two) = (await credit.Instance(), await credit.Instance());
        var customer = await credit.Given(limit: 1_000);
        var orders = Enumerable.Range(0, 16).Select(_ => customer.Order(300)).ToArray();

        await Task.WhenAll(orders.Select((order, index) => (index % 2 == 0 ? one : two).Deliver(order)));

        var answers = one.Published<CreditChecked>().Concat(two.Published<CreditChecked>()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers, Has.Count.EqualTo(16));
            Assert.That(answers.Count(answer => answer.Outcome != "REJECTED"), Is.EqualTo(3));
            Assert.That(answers.Where(answer => answer.Outcome == "REJECTED"), Has.All.Property("Reason").Contains("900.00: 100.00 available"));
            Assert.That((await credit.Calls("dnb")).Count(call => call == "data"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Concurrent_deliveries_of_the_same_command_decide_it_once()
    {
        await using var credit = await CreditHarness.Start();
        var (one, two) = (await credit.Instance(), await credit.Instance());
        var order = (await credit.Given(limit: 500)).Order(400);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => (index % 2 == 0 ? one : two).Deliver(order)));

        var answers = one.Published<CreditChecked>().Concat(two.Published<CreditChecked>()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
            Assert.That(answers[0].Outcome, Is.EqualTo("APPROVED"));
            Assert.That(await credit.Look<int>("select count(*) from decision"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_release_that_comes_before_the_check_keeps_the_limit_free()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(limit: 1_000);
        var cancelled = customer.Order(900);

        await service.Deliver(new ReleaseCredit { OrderId = cancelled.OrderId, Version = 2, Attempt = 1, Reason = "cancelled" });
        await service.Deliver(cancelled);
        await service.Deliver(customer.Order(900));

        Assert.That(service.Published<CreditChecked>().Select(answer => answer.Outcome), Has.None.EqualTo("REJECTED"));
    }

    [Test]
    public async Task A_later_version_replaces_the_amount_of_its_order_and_an_earlier_one_that_comes_late_does_not()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(limit: 1_000);
        var first = customer.Order(800);
        var second = first with { Version = 2, Attempt = 2, OrderTotal = 950 };

        await service.Deliver(second);
        await service.Deliver(first);
        await service.Deliver(customer.Order(250));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<CreditChecked>()[^1].Outcome, Is.EqualTo("REJECTED"));
            Assert.That(await credit.Look<decimal>("select base_amount from open_approval"), Is.EqualTo(950m));
        }
    }

    [Test]
    public async Task A_released_order_and_one_of_yesterday_free_the_limit()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(limit: 1_000);
        var (released, old) = (customer.Order(500), customer.Order(500));

        await service.Deliver(released);
        await service.Deliver(old);
        await service.Deliver(new ReleaseCredit { OrderId = released.OrderId, Version = 1, Attempt = 1, Reason = "failed" });
        await service.Deliver(new ReleaseCredit { OrderId = released.OrderId, Version = 1, Attempt = 1, Reason = "failed" });
        await credit.Arrange($"update open_approval set approved_at = approved_at - interval '25 hours' where order_id = '{old.OrderId}'");
        await service.Deliver(customer.Order(1_000));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<CreditChecked>()[^1].Outcome, Is.Not.EqualTo("REJECTED"));
            Assert.That(await credit.Look<int>("select count(*) from orders.audit_log where event_type = 'CREDIT_RELEASED'"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_command_that_cannot_be_stored_fails_alone_and_says_so()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given();
        var bad = customer.Order(300, currency: "EURO") with { OrderTotal = 1_000_000_000_000_000_000m };

        await service.Deliver(customer.Order(300), bad, customer.Order(300));

        var failure = service.Published<StepFailed>().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failure.OrderId, failure.Step), Is.EqualTo((bad.OrderId, "CREDIT")));
            Assert.That(failure.Reason, Does.Contain("could not be carried out"));
            Assert.That(service.Published<CreditChecked>().Select(answer => answer.OrderId), Has.None.EqualTo(bad.OrderId).And.Count.GreaterThanOrEqualTo(2));
        }
    }

    [Test]
    public async Task A_person_and_a_small_amount_need_no_vendor()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(limit: 1);

        await service.Deliver(customer.Order(249.99m));
        await service.Deliver(customer.Order(5_000) with { Attempt = 2, ApprovedBy = "ines", ApprovalReason = "prepaid" });

        var answers = service.Published<CreditChecked>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => (answer.Outcome, answer.DecidedBy)), Is.EqualTo(new[] { ("NOT_REQUIRED", "POLICY"), ("APPROVED", "PERSON") }));
            Assert.That(answers[1].Reason, Is.EqualTo("approved by ines: prepaid"));
            Assert.That(await credit.Calls("dnb"), Is.Empty);
            Assert.That(await credit.Calls("as400"), Is.Empty);
        }
    }
}
