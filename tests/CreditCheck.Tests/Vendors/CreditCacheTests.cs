using Microsoft.Extensions.DependencyInjection;
using Workers.Contracts.Credit;
using Workers.CreditCheck.Operate;

namespace CreditCheck.Tests.Vendors;

internal sealed class CreditCacheTests
{
    [Test]
    public async Task An_answer_is_used_for_72_hours_and_paid_for_again_afterwards()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given();

        await service.Deliver(customer.Order(300));
        await credit.Arrange("update credit_check_cache set expires_at = expires_at - interval '71 hours 59 minutes' where source_system = 'DUN_BRADSTREET'");
        await service.Deliver(customer.Order(300));
        await credit.Arrange("update credit_check_cache set expires_at = expires_at - interval '2 minutes' where source_system = 'DUN_BRADSTREET'");
        await service.Deliver(customer.Order(300));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<CreditChecked>().Select(answer => answer.Outcome), Is.EqualTo(new[] { "APPROVED", "CACHE_USED", "APPROVED" }));
            Assert.That((await credit.Calls("dnb")).Count(call => call == "data"), Is.EqualTo(2));
            Assert.That(await credit.Calls("as400"), Has.Count.EqualTo(1), "the account is kept for a minute");
        }
    }

    [Test]
    public async Task Every_column_of_the_seed_is_filled()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(limit: 10_000, openOrders: 1_000);

        await service.Deliver(customer.Order(300));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await credit.Look<string>(
                "select concat_ws('|', as400_customer_id, duns_number, customer_key, credit_limit, available_credit, past_due_amount, payment_terms, volume_discount, is_stale) from credit_check_cache where source_system = 'AS400'"),
                Is.EqualTo($"{customer.As400Id}|{customer.Duns}|as400/01/{customer.As400Id}|10000.00|9000.00|0.00|NET45|2.50|f"));
            Assert.That(await credit.Look<bool>(
                "select credit_limit = 5000 and credit_score > 0 and api_calls_today = 2 and expires_at = cached_at + interval '72 hours' from credit_check_cache where source_system = 'DUN_BRADSTREET'"), Is.True);
        }
    }

    [Test]
    public async Task A_company_that_the_bureau_does_not_know_is_believed_for_a_day()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(atDnb: false);

        await service.Deliver(customer.Order(300));
        await service.Deliver(customer.Order(300));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<CreditChecked>().Select(answer => (answer.Outcome, answer.DecidedBy)), Has.All.EqualTo(("APPROVED", "AS400")));
            Assert.That((await credit.Calls("dnb")).Count(call => call == "data"), Is.EqualTo(1));
            Assert.That(await credit.Look<bool>("select not found and expires_at = cached_at + interval '24 hours' from credit_check_cache where source_system = 'DUN_BRADSTREET'"), Is.True);
        }
    }

    [Test]
    public async Task An_error_is_never_kept()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await credit.Fault("dnb", new { error500Before = 1.0, only = new[] { "data" } });

        await service.Deliver((await credit.Given()).Order(300));

        Assert.That(await credit.Look<int>("select count(*) from credit_check_cache where source_system = 'DUN_BRADSTREET'"), Is.Zero);
    }

    [Test]
    public async Task A_company_without_a_number_is_found_by_name_once()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(atAs400: false, name: "Nearby Cycle Shop Incorporated");
        CheckCredit Nameless() => customer.Order(300) with { DunsNumber = null, As400CustomerId = null };

        await service.Deliver(Nameless());
        await service.Deliver(Nameless());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Published<CreditChecked>().Select(answer => (answer.Outcome, answer.DecidedBy)),
                Is.EqualTo(new[] { ("APPROVED", "DUN_BRADSTREET"), ("CACHE_USED", "DUN_BRADSTREET") }));
            Assert.That(await credit.Calls("dnb"), Is.EqualTo(new[] { "token", "match", "data" }));
        }
    }

    [Test]
    public async Task A_doubtful_match_is_no_data_and_goes_to_a_person()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(atAs400: false, name: "Nearby Cycle Shop Incorporated");
        await credit.Fault("dnb", new { lowConfidence = 1.0 });

        await service.Deliver(customer.Order(300) with { DunsNumber = null, As400CustomerId = null });

        var answer = service.Published<CreditChecked>().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Outcome, Is.EqualTo("REJECTED"));
            Assert.That(answer.Reason, Does.StartWith("no credit data").And.Contain("confidence 5, 8 is needed"));
            Assert.That((await credit.Calls("dnb")).Count(call => call == "data"), Is.Zero);
        }
    }

    [TestCase("nullBlocks")]
    [TestCase("notEntitledBlock")]
    public async Task Empty_blocks_are_neither_consent_nor_a_limit_of_zero(string fault)
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await credit.Fault("dnb", new Dictionary<string, double> { [fault] = 1.0 });
        var (known, unknown) = (await credit.Given(), await credit.Given(atAs400: false));

        await service.Deliver(known.Order(300));
        await service.Deliver(unknown.Order(300));

        Assert.That(service.Published<CreditChecked>().Select(answer => (answer.Outcome, answer.DecidedBy)),
            Is.EqualTo(new[] { ("APPROVED", "AS400"), ("REJECTED", "POLICY") }));
    }

    [Test]
    public async Task Housekeeping_marks_what_is_stale_and_deletes_it_after_seven_days()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        await service.Deliver((await credit.Given()).Order(300), (await credit.Given()).Order(300));
        await credit.Arrange("update credit_check_cache set expires_at = now() - interval '1 day' where source_system = 'AS400'");
        await credit.Arrange("update credit_check_cache set expires_at = now() - interval '8 days' where customer_key = (select min(customer_key) from credit_check_cache where source_system = 'DUN_BRADSTREET')");

        var deleted = await service.Services.GetRequiredService<Housekeeping>().RunOnce(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(deleted, Is.EqualTo(1));
            Assert.That(await credit.Look<int>("select count(*) from credit_check_cache where is_stale"), Is.EqualTo(2));
            Assert.That(await credit.Look<int>("select count(*) from credit_check_cache"), Is.EqualTo(3));
        }
    }
}
