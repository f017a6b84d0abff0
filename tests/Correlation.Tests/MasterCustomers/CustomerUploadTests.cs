using Workers.Correlation.MasterCustomers;

namespace Correlation.Tests.MasterCustomers;

public sealed class CustomerUploadTests
{
    [Test]
    public async Task An_upload_inserts_updates_and_leaves_alone()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme, Samples.Zenith);

        var result = await harness.Upload(Samples.Acme with { Phone = "+1 775 555 0199" }, Samples.Zenith, Samples.AcmeTwin);

        Assert.That((result.Received, result.Inserted, result.Updated, result.Unchanged, result.NotTaken), Is.EqualTo((3, 1, 1, 1, 0)));
    }

    [Test]
    public async Task Entries_that_contradict_others_are_reported_and_the_rest_is_taken()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme);

        var result = await harness.Upload(
            Samples.Zenith,
            Samples.Zenith with { CompanyName = "Zenith again" },
            Samples.AcmeTwin with { SalesforceAccountId = Samples.AcmeAccount[..15] },
            Samples.AcmeTwin with { NetsuiteCustomerId = 2002, As400CustomerId = Samples.Acme.As400CustomerId, SalesforceAccountId = null },
            Samples.AcmeTwin with { NetsuiteCustomerId = 2003, As400CustomerId = Samples.Acme.As400CustomerId, As400Company = "02", SalesforceAccountId = null },
            new CustomerEntry { CompanyName = "No id" },
            null);

        Assert.That((result.Inserted, result.NotTaken), Is.EqualTo((2, 5)));
        Assert.That(result.Conflicts.Select(conflict => conflict.NetsuiteCustomerId), Is.EquivalentTo(new long?[] { 1002, 2001, 2002, null, null }));
        Assert.That(result.Conflicts.Single(conflict => conflict.NetsuiteCustomerId == 2001).Reason, Does.Contain("belongs to customer 1001"));
    }

    [Test]
    public async Task Twenty_thousand_customers_are_taken_in_pieces_and_again_without_a_change()
    {
        await using var harness = await CorrelationHarness.Start();
        var customers = Enumerable.Range(1, 20_000).Select(index => Samples.Acme with
        {
            NetsuiteCustomerId = index, SalesforceAccountId = null, As400CustomerId = $"C{index}", DunsNumber = $"{200_000_000 + index}", Email = $"jo{index}@acme{index}.example",
        }).ToArray();

        var first = await harness.Upload(customers);
        var second = await harness.Upload(customers);

        Assert.That((first.Inserted, second.Inserted, second.Updated, second.Unchanged), Is.EqualTo((20_000, 0, 0, 20_000)));
    }
}
