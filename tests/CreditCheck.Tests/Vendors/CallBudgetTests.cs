using Microsoft.Extensions.DependencyInjection;
using Workers.Contracts.Credit;
using Workers.Contracts.Orders;
using Workers.CreditCheck.CheckCredit;

namespace CreditCheck.Tests.Vendors;

/// <summary>The daily budget of paid calls, with the simulator's ledger as the witness.</summary>
internal sealed class CallBudgetTests
{
    [Test]
    public async Task Four_instances_and_a_restart_never_make_a_call_more_than_the_budget()
    {
        await using var credit = await CreditHarness.Start();
        credit.DailyBudget = 15;
        var customers = await Customers(credit, 30);
        var four = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => credit.Instance()));

        await Task.WhenAll(customers.Select((customer, index) => four[index % 4].Deliver(customer.Order(500))));
        var restarted = await credit.Instance();
        await restarted.Deliver((await credit.Given()).Order(500));

        var calls = await credit.Calls("dnb");
        // A token is a call like any other; an instance that comes too late gets none.
        var answers = 15 - calls.Count(call => call == "token");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(calls, Has.Count.EqualTo(15));
            Assert.That(await credit.Look<int>("select used from dnb_day"), Is.EqualTo(15));
            Assert.That(await credit.Look<int>("select count(*) from decision"), Is.EqualTo(answers));
            Assert.That(await credit.Look<int>("select count(*) from waiting_check where cause = 'budget' and code = 'RATE_LIMITED'"), Is.EqualTo(31 - answers));
            Assert.That(restarted.Published<StepWaiting>().Single().Until, Is.Not.Null);
        }
    }

    [Test]
    public async Task Orders_that_wait_for_the_budget_go_on_when_a_new_day_begins()
    {
        await using var credit = await CreditHarness.Start();
        credit.DailyBudget = 3;
        var service = await credit.Instance();
        foreach (var customer in await Customers(credit, 4)) await service.Deliver(customer.Order(500));
        var resume = service.Services.GetRequiredService<ResumeWaiting>();

        var before = await resume.RunOnce(Wait.Budget, CancellationToken.None);
        await credit.Arrange("update dnb_day set day = day - 1");
        var after = await resume.RunOnce(Wait.Budget, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Claimed, after.Claimed, after.WentOn), Is.EqualTo((0, 2, 2)));
            Assert.That(service.Published<CreditChecked>(), Has.Count.EqualTo(4));
            Assert.That(await credit.Look<int>("select count(*) from waiting_check"), Is.Zero);
        }
    }

    [Test]
    public async Task A_raised_budget_lets_waiting_orders_go_on_the_same_day()
    {
        await using var credit = await CreditHarness.Start();
        credit.DailyBudget = 2;
        var tight = await credit.Instance();
        foreach (var customer in await Customers(credit, 3)) await tight.Deliver(customer.Order(500));
        credit.DailyBudget = 10;
        var generous = await credit.Instance();

        await generous.Services.GetRequiredService<ResumeWaiting>().RunOnce(Wait.Budget, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tight.Published<StepWaiting>().Select(waiting => waiting.Code), Is.EqualTo(new[] { "RATE_LIMITED", "RATE_LIMITED" }));
            Assert.That(generous.Published<CreditChecked>(), Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task A_clock_that_is_set_back_opens_no_used_day_again()
    {
        await using var credit = await CreditHarness.Start();
        credit.DailyBudget = 2;
        var service = await credit.Instance();
        await service.Deliver((await credit.Given()).Order(500));
        await credit.Arrange("update dnb_day set day = day + 1");

        await service.Deliver((await credit.Given()).Order(500));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await credit.Calls("dnb"), Has.Count.EqualTo(2));
            Assert.That(service.Published<StepWaiting>(), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task The_AS400_alone_decides_without_budget_where_the_settings_allow_it()
    {
        await using var credit = await CreditHarness.Start();
        credit.DailyBudget = 0;
        credit.Rules = options => options.DecideByAs400WhenLimited = true;
        var service = await credit.Instance();

        await service.Deliver((await credit.Given()).Order(500));

        var answer = service.Published<CreditChecked>().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Outcome, answer.DecidedBy), Is.EqualTo(("APPROVED", "AS400")));
            Assert.That(answer.Reason, Does.Contain("budget is used up"));
            Assert.That(await credit.Calls("dnb"), Is.Empty);
        }
    }

    [Test]
    public async Task A_holder_that_died_is_replaced_when_its_lease_ends()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given();
        await credit.Arrange($"""
            insert into dnb_day (day, used) values ((now() at time zone 'utc')::date, 1);
            insert into dnb_call (day, kind, call_key, lease_until) values ((now() at time zone 'utc')::date, 'DATA', 'dnb/{customer.Duns}', now() + interval '400 ms')
            """);

        await service.Deliver(customer.Order(500));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<CreditChecked>(), Has.Count.EqualTo(1));
            Assert.That(await credit.Look<string>("select outcome from dnb_call order by call_id limit 1"), Is.EqualTo("ABANDONED"));
            Assert.That(await credit.Look<int>("select used from dnb_day"), Is.EqualTo(3), "the lost call, the token and the call");
        }
    }

    [Test]
    public async Task A_call_that_never_left_is_given_back()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given();
        await service.Deliver(customer.Order(500));
        var used = await credit.Look<int>("select used from dnb_day");
        await credit.Simulators.DisposeAsync();

        await service.Deliver(customer.Order(500) with { As400CustomerId = null, DunsNumber = "999999999" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<StepWaiting>().Single().Code, Is.EqualTo("VENDOR_DOWN"));
            Assert.That(await credit.Look<int>("select used from dnb_day"), Is.EqualTo(used));
        }
    }

    private static async Task<IReadOnlyList<Customer>> Customers(CreditHarness credit, int count)
    {
        var customers = new List<Customer>();
        for (var i = 0; i < count; i++) customers.Add(await credit.Given());
        return customers;
    }
}
