using Workers.Contracts.Correlation;
using Workers.Contracts.Ingestion;
using Workers.Correlation.FindCustomer;
using Workers.Correlation.MasterCustomers;
using Workers.Testing;

namespace Correlation.Tests;

/// <summary>Invented orders with one pitfall each: whatever the rules cannot decide yet, none may be accepted for the wrong customer.</summary>
public sealed class PitfallTests
{
    // What the keys of this service decide; the other expected acceptances need evidence beyond keys and go to a person for now.
    private static readonly string[] Decided = ["O001", "O003", "O008", "O013", "O024", "O033", "O039", "O063"];

    [Test]
    public async Task No_pitfall_is_accepted_for_the_wrong_customer()
    {
        var masters = Csv.Read(Repository.SharedData("correlation/pitfall_cases/masters.csv"));
        var orders = Csv.Read(Repository.SharedData("correlation/pitfall_cases/orders.csv"));
        var idOf = masters.Select((row, index) => (row["master_id"], Id: 9000L + index)).ToDictionary(item => item.Item1, item => item.Id);
        await using var harness = await CorrelationHarness.Start();
        var upload = await harness.Upload([.. masters.Select(row => Master(row, idOf[row["master_id"]]))]);
        Assert.That(upload.Conflicts, Is.Empty);

        var decided = await harness.Get<Correlator>().Decide([.. orders.Select(Command)], CancellationToken.None);

        using var _ = Assert.EnterMultipleScope();
        foreach (var (order, decision) in orders.Zip(decided, (order, item) => (order, item.Decision)))
        {
            var name = $"{order["order_id"]} {order["pitfall"]}: {decision.Reason}";
            if (decision.Winner is { } winner)
                Assert.That((order["expected_decision"], winner.NetsuiteCustomerId), Is.EqualTo(("ACCEPT", idOf.GetValueOrDefault(order["expected_master_id"]))), name);
            else
                Assert.That(Decided, Does.Not.Contain(order["order_id"]), name);
            if (order["expected_decision"] == "NO_MATCH") Assert.That(decision.ReviewCode, Is.EqualTo("NO_CANDIDATE"), name);
            if (decision.Winner is null) Assert.That(decision.Confidence, Is.LessThan(0.80m), name);
        }
    }

    private static CustomerEntry Master(Dictionary<string, string> row, long id) => new()
    {
        NetsuiteCustomerId = id, SalesforceAccountId = row["sf_account_id"], As400Company = row["as400_company"], As400CustomerId = row["as400_id"],
        DunsNumber = row["duns"], TaxId = row["tax_id"], CompanyName = row["legal_name"], Street = row["address"], City = row["city"], Region = row["region"],
        PostalCode = row["postal"], Country = row["country"], Phone = row["phone"], Email = row["email"], IsActive = row["status"] == "ACTIVE",
    };

    private static CorrelateCustomer Command(Dictionary<string, string> row) => Samples.Command(new CustomerDetails
    {
        SalesforceAccountId = row["sf_account_id"], As400CustomerId = row["as400_id"], DunsNumber = row["duns"], TaxId = row["tax_id"], Email = row["email"],
        Name = row["company"], Phone = row["phone"],
        BillingAddress = new Address { Street = row["address"], City = row["city"], Region = row["region"], PostalCode = row["postal"], CountryCode = row["country"] },
    });
}
