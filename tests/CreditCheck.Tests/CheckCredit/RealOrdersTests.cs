using System.Text.Json;
using Workers.Contracts.Credit;
using Workers.Testing;

namespace CreditCheck.Tests.CheckCreditSlice;

/// <summary>The 776 orders of the sample companies, whose limits suffice.</summary>
internal sealed class RealOrdersTests
{
    [Test]
    public async Task All_real_orders_are_approved_with_one_paid_call_per_customer()
    {
        var customers = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.SharedData("orders/customers.json"))).RootElement;
        var events = await File.ReadAllLinesAsync(Repository.SharedData("orders/order-events.jsonl"));
        await using var credit = await CreditHarness.Start();
        var (one, two) = (await credit.Instance(), await credit.Instance());
        await credit.Seed(customers);
        var byAccount = customers.EnumerateArray().ToDictionary(customer => customer.GetProperty("salesforceAccountId").GetString()!);
        var orders = events.Select(line => JsonDocument.Parse(line).RootElement).Select(order => Command(order, byAccount)).ToList();

        await Task.WhenAll(
            one.Deliver([.. orders.Where((_, index) => index % 2 == 0)]),
            two.Deliver([.. orders.Where((_, index) => index % 2 == 1)]));

        var answers = one.Published<CreditChecked>().Concat(two.Published<CreditChecked>()).ToList();
        var calls = await credit.Calls("dnb");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => answer.OrderId).Distinct().Count(), Is.EqualTo(776));
            Assert.That(answers.Where(answer => answer.Outcome == "REJECTED"), Is.Empty);
            Assert.That(calls.Count(call => call == "data"), Is.LessThanOrEqualTo(orders.Select(order => order.DunsNumber).Distinct().Count()));
            Assert.That(calls.Count(call => call == "token"), Is.LessThanOrEqualTo(2));
        }
    }

    private static CheckCredit Command(JsonElement order, Dictionary<string, JsonElement> customers)
    {
        var customer = customers[order.GetProperty("customer").GetProperty("salesforceAccountId").GetString()!];
        return new CheckCredit
        {
            OrderId = Guid.CreateVersion7(), Version = 1, Attempt = 1, NetSuiteCustomerId = customer.GetProperty("netsuiteCustomerId").GetInt64(),
            CustomerName = customer.GetProperty("companyName").GetString(), As400CustomerId = customer.GetProperty("as400CustomerId").GetString(),
            DunsNumber = customer.GetProperty("dunsNumber").GetString(), OrderTotal = order.GetProperty("orderTotal").GetDecimal(),
            CurrencyCode = order.GetProperty("currencyCode").GetString()!,
        };
    }
}
