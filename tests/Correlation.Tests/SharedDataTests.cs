using System.Text.Json;
using Workers.Contracts.Correlation;
using Workers.Contracts.Ingestion;
using Workers.Correlation.FindCustomer;
using Workers.Correlation.MasterCustomers;
using Workers.Testing;

namespace Correlation.Tests;

/// <summary>The shared sample: 938 customers of whom 405 have a twin, and 776 orders.</summary>
public sealed class SharedDataTests
{
    [Test]
    public async Task Every_order_of_the_sample_is_correlated_to_the_customer_with_its_account()
    {
        var customers = JsonSerializer.Deserialize<CustomerEntry[]>(await File.ReadAllTextAsync(Repository.SharedData("orders/customers.json")), JsonSerializerOptions.Web)!;
        var commands = File.ReadLines(Repository.SharedData("orders/order-events.jsonl")).Select(Command).ToList();
        await using var harness = await CorrelationHarness.Start();

        var upload = await harness.Upload(customers);
        var again = await harness.Upload(customers);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answers = new List<Answer>();
        foreach (var batch in commands.Chunk(50)) answers.AddRange((await harness.Get<Correlator>().Correlate(batch, CancellationToken.None)).Values);
        TestContext.Out.WriteLine($"{commands.Count} orders in {watch.ElapsedMilliseconds} ms");

        var expected = customers.ToDictionary(customer => customer.SalesforceAccountId!, customer => customer.NetsuiteCustomerId!.Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((upload.Inserted, upload.NotTaken, again.Unchanged, again.Updated), Is.EqualTo((938, 0, 938, 0)));
            Assert.That(commands, Has.Count.EqualTo(776));
            Assert.That(answers.Where(answer => answer.Review is not null).Select(answer => answer.Review!.Reason), Is.Empty);
            var byOrder = answers.ToDictionary(answer => answer.Correlated!.OrderId, answer => answer.Correlated!.NetSuiteCustomerId);
            Assert.That(commands.Where(command => byOrder[command.OrderId] != expected[command.Customer.SalesforceAccountId!]), Is.Empty);
        }
    }

    private static CorrelateCustomer Command(string line)
    {
        var order = JsonDocument.Parse(line).RootElement;
        return Samples.Command(order.GetProperty("customer").Deserialize<CustomerDetails>(JsonSerializerOptions.Web)!) with
        {
            ShippingAddress = order.TryGetProperty("shippingAddress", out var address) ? address.Deserialize<Address>(JsonSerializerOptions.Web) : null,
        };
    }
}
