using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Workers.CreditCheck.Operate;

namespace CreditCheck.Tests.Operate;

internal sealed class OperateTests
{
    [TestCase(0, 100, 12, "lasts the day")]
    [TestCase(40, 100, 12, "lasts the day")]
    [TestCase(50, 100, 12, "lasts the day")]
    [TestCase(75, 100, 12, "ends at 16:00 UTC at the rate so far")]
    [TestCase(100, 100, 12, "used up; it returns at 00:00 UTC")]
    [TestCase(0, 0, 12, "used up; it returns at 00:00 UTC")]
    public void Foretells_when_the_budget_ends(int used, int budget, int hours, string forecast) =>
        Assert.That(Forecast.Of(used, budget, TimeSpan.FromHours(hours)), Is.EqualTo(forecast));

    [Test]
    public async Task A_dry_run_calls_nobody_and_records_nothing_and_decides_from_what_is_known()
    {
        await using var credit = await CreditHarness.Start();
        var service = await credit.Instance();
        var customer = await credit.Given(limit: 1_000);
        var dryRun = service.Services.GetRequiredService<DryRun>();

        var unknown = await dryRun.Of(customer.Order(600), CancellationToken.None);
        await service.Deliver(customer.Order(600));
        var calls = (await credit.Calls("dnb")).Count;
        var known = await dryRun.Of(customer.Order(600), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unknown.Outcome, Is.Null);
            Assert.That(unknown.Calls, Is.EqualTo(new[]
            {
                $"GET as400/01/{customer.As400Id} at the AS400", $"GET v1/data/duns/{customer.Duns} at D&B (paid, unless the AS400 refuses or an answer is cached)",
            }));
            Assert.That((known.Outcome, known.Calls.Count), Is.EqualTo(("REJECTED", 0)));
            Assert.That(known.Reason, Does.Contain("other approvals 600.00: 400.00 available"));
            Assert.That(await credit.Calls("dnb"), Has.Count.EqualTo(calls));
            Assert.That(await credit.Look<int>("select count(*) from decision"), Is.EqualTo(1));
        }
    }

    [Test]
    public void A_dry_run_reads_the_journey_so_far()
    {
        var order = DryRunBody.Read(JsonNode.Parse("""
            { "event": {}, "transformation": { "order": { "orderTotal": 500.5, "currencyCode": "USD", "customer": { "name": "Shop" } } },
              "correlation": { "netSuiteCustomerId": 7, "as400CustomerId": "CUST-1", "dunsNumber": "123456789" } }
            """)!.AsObject());

        Assert.That((order.OrderTotal, order.NetSuiteCustomerId, order.As400CustomerId, order.DunsNumber, order.CustomerName),
            Is.EqualTo((500.5m, 7, "CUST-1", "123456789", "Shop")));
    }

    [TestCase("{}")]
    [TestCase("""{"transformation":{"order":{}}}""")]
    [TestCase("""{"orderTotal":"much"}""")]
    public void A_dry_run_without_an_order_is_refused(string body) =>
        Assert.That(() => DryRunBody.Read(JsonNode.Parse(body)!.AsObject()), Throws.InstanceOf<JsonException>());
}
