using Microsoft.Extensions.DependencyInjection;
using Workers.Contracts.Credit;
using Workers.Contracts.Orders;
using Workers.CreditCheck.CheckCredit;
using Workers.CreditCheck.Vendors;
using Workers.Postgres;
using Workers.Testing;

namespace CreditCheck.Tests.CheckCreditSlice;

/// <summary>Nothing fails when a vendor does not answer: orders wait, visibly, and go on by themselves.</summary>
internal sealed class VendorOutageTests
{
    [TestCase("as400")]
    [TestCase("dnb")]
    public async Task An_order_waits_while_its_vendor_is_down_and_goes_on_when_it_is_back(string vendor)
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given();
        await credit.Fault(vendor, new { outageSeconds = 3600 });
        var resume = service.Services.GetRequiredService<ResumeWaiting>();

        await service.Deliver(customer.Order(300));
        await service.Deliver(customer.Order(300));
        var during = await resume.RunOnce(vendor, CancellationToken.None);
        await Eventually.True(async () => await resume.RunOnce(vendor, CancellationToken.None) is { WentOn: 0 } && IsOpen(service, vendor), "the circuit is open");
        await credit.Heal(vendor);
        await Eventually.True(async () => (await resume.RunOnce(vendor, CancellationToken.None)).Claimed == 0, "nothing waits any more");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(during.WentOn, Is.Zero);
            Assert.That(service.Published<StepWaiting>().Select(waiting => (waiting.Step, waiting.Code)), Is.EqualTo(new[] { ("CREDIT", "VENDOR_DOWN"), ("CREDIT", "VENDOR_DOWN") }));
            Assert.That(service.Published<CreditChecked>(), Has.Count.EqualTo(2).And.None.Property("Outcome").EqualTo("REJECTED"));
            Assert.That(service.Published<StepFailed>(), Is.Empty);
            Assert.That(await credit.Look<int>("select count(*) from orders.audit_log where event_type = 'CREDIT_WAITING'"), Is.EqualTo(2));
        }
    }

    private static bool IsOpen(BusHarness service, string vendor) => vendor == "dnb"
        ? service.Services.GetRequiredService<DnbClient>().CircuitIsOpen
        : service.Services.GetRequiredService<As400Client>().CircuitIsOpen;

    [Test]
    public async Task Orders_with_kept_answers_pass_those_that_wait()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var (known, unknown) = (await credit.Given(), await credit.Given());
        await service.Deliver(known.Order(300));
        await credit.Fault("as400", new { outageSeconds = 3600, outageCut = true });
        await credit.Fault("dnb", new { timeoutBefore = 1.0 });

        await service.Deliver(unknown.Order(300), known.Order(300));

        Assert.That(service.Published<CreditChecked>().Select(answer => answer.Outcome), Is.EqualTo(new[] { "APPROVED", "CACHE_USED" }));
        Assert.That(service.Published<StepWaiting>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_redelivered_command_that_waits_announces_the_same_wait_and_costs_no_call()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await credit.Fault("dnb", new { outageSeconds = 3600 });
        var order = (await credit.Given()).Order(300);

        await service.Deliver(order);
        var calls = (await credit.Calls("dnb")).Count;
        await service.Deliver(order);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<StepWaiting>().Distinct().Count(), Is.EqualTo(1));
            Assert.That(service.Published<StepWaiting>(), Has.Count.EqualTo(2));
            Assert.That(await credit.Calls("dnb"), Has.Count.EqualTo(calls));
        }
    }

    [Test]
    public async Task A_crash_between_the_decision_and_its_publication_repeats_the_publication()
    {
        await using var credit = await CreditHarness.Start();
        var (dying, living) = (await credit.Instance(), await credit.Instance());
        await credit.Fault("dnb", new { outageSeconds = 3600 });
        var order = (await credit.Given()).Order(300);
        await dying.Deliver(order);
        await credit.Heal("dnb");
        var facts = await Eventually.Value(
            () => dying.Services.GetRequiredService<CreditLookup>().Ask(order, CancellationToken.None), lookup => lookup.Facts is not null, "the vendor answers again");
        await dying.Services.GetRequiredService<CreditStore>().DecideOnce([(order, facts.Facts!)], CancellationToken.None);

        await living.Services.GetRequiredService<ResumeWaiting>().RunOnce("dnb", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(living.Published<CreditChecked>().Single().OrderId, Is.EqualTo(order.OrderId));
            Assert.That(await credit.Look<int>("select count(*) from waiting_check"), Is.Zero);
            Assert.That(await credit.Look<int>("select count(*) from decision"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_refused_sign_on_is_tried_once_by_the_whole_fleet_and_pauses_the_vendor_until_it_is_resumed()
    {
        await using var credit = await CreditHarness.Start();
        credit.As400Password = "wrong";
        var wrong = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => credit.Instance()));
        var customers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => credit.Given()));

        await Task.WhenAll(customers.Select((customer, index) => wrong[index % 3].Deliver(customer.Order(300))));
        var tries = await credit.Calls("as400");
        credit.As400Password = "right";
        var mended = await credit.Instance();
        var paused = await mended.Services.GetRequiredService<ResumeWaiting>().RunOnce("as400", CancellationToken.None);
        await mended.Services.GetRequiredService<VendorStates>().Set("as400", "ok", "ines", "password corrected", CancellationToken.None);
        await mended.Services.GetRequiredService<ResumeWaiting>().RunOnce("as400", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tries, Has.Count.EqualTo(1));
            Assert.That(paused.Claimed, Is.Zero);
            Assert.That(wrong.SelectMany(instance => instance.Published<StepWaiting>()), Has.Exactly(12).Matches<StepWaiting>(waiting => waiting.Reason.Contains("CWBSY0002")));
            Assert.That(mended.Published<CreditChecked>(), Has.Count.EqualTo(12));
            Assert.That(await credit.Look<int>("select count(*) from orders.integration_errors where error_source = 'AS400'"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Refused_access_to_the_bureau_renews_the_token_once_and_then_pauses_it()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await credit.Fault("dnb", new { unauthorized = 1.0, only = new[] { "data" } });

        await service.Deliver((await credit.Given()).Order(300));
        await service.Deliver((await credit.Given()).Order(300));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await credit.Calls("dnb"), Is.EqualTo(new[] { "token", "data", "token", "data" }));
            Assert.That(service.Published<StepWaiting>(), Has.Count.EqualTo(2).And.All.Property("Code").EqualTo("VENDOR_PAUSED"));
        }
    }

    [Test]
    public async Task A_throttled_call_waits_and_comes_through_later()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await credit.Fault("dnb", new { error429 = 1.0, only = new[] { "data" }, maxFaults = 1 });

        await service.Deliver((await credit.Given()).Order(300));
        await service.Services.GetRequiredService<ResumeWaiting>().RunOnce("dnb", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<StepWaiting>().Single().Code, Is.EqualTo("RATE_LIMITED"));
            Assert.That(service.Published<CreditChecked>().Single().Outcome, Is.EqualTo("APPROVED"));
        }
    }

    [TestCase("truncatedJson")]
    [TestCase("okWithErrors")]
    [TestCase("cutConnection")]
    [TestCase("error500After")]
    public async Task A_broken_answer_is_no_answer(string fault)
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await credit.Fault("dnb", new Dictionary<string, object> { [fault] = 1.0, ["only"] = new[] { "data" } });
        await credit.Fault("as400", new Dictionary<string, object> { [fault] = 1.0, ["maxFaults"] = 0 });

        await service.Deliver((await credit.Given()).Order(300) with { As400CustomerId = null }, (await credit.Given()).Order(300));

        Assert.That(service.Published<StepWaiting>().Select(waiting => waiting.Code), Is.EqualTo(new[] { "VENDOR_DOWN", "VENDOR_DOWN" }));
        Assert.That(service.Published<CreditChecked>(), Is.Empty);
    }

    [Test]
    public async Task A_paused_vendor_is_not_called_and_its_orders_say_who_paused_it_why()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await service.Services.GetRequiredService<VendorStates>().Set("dnb", "paused", "ines", "contract under review", CancellationToken.None);

        await service.Deliver((await credit.Given()).Order(300));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<StepWaiting>().Single(), Has.Property("Code").EqualTo("VENDOR_PAUSED").And.Property("Reason").Contains("contract under review"));
            Assert.That(await credit.Calls("dnb"), Is.Empty);
        }
    }

    [Test]
    public async Task A_cancelled_order_does_not_go_on()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await credit.Fault("dnb", new { outageSeconds = 3600 });
        var order = (await credit.Given()).Order(300);
        await service.Deliver(order);

        await service.Deliver(new ReleaseCredit { OrderId = order.OrderId, Version = 2, Attempt = 2, Reason = "cancelled" });

        Assert.That(await credit.Look<int>("select count(*) from waiting_check"), Is.Zero);
    }
}
