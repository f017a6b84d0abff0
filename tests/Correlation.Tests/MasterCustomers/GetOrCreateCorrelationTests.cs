using Dapper;
using Workers.Correlation.MasterCustomers;
using Workers.Correlation.Normalize;

namespace Correlation.Tests.MasterCustomers;

public sealed class GetOrCreateCorrelationTests
{
    [Test]
    public async Task The_function_follows_the_order_of_the_keys_and_makes_what_it_does_not_find()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme, Samples.AcmeTwin, Samples.Zenith, new CustomerEntry { NetsuiteCustomerId = 7, As400CustomerId = "0077", IsActive = false });
        using var _ = Assert.EnterMultipleScope();

        Assert.That(await Call(harness, Samples.AcmeAccount[..15], Samples.Acme.Email, null, null), Is.EqualTo((1001L, 0.99m)), "the account decides between twins");
        Assert.That(await Call(harness, null, "JANE.ROE+x@acme-industrial.example", null, "17-994-6891"), Is.EqualTo((1001L, 0.47m)), "twins share both keys");
        Assert.That(await Call(harness, null, null, "cust-41002 ", Samples.Acme.DunsNumber), Is.EqualTo((1002L, 0.49m)).Or.EqualTo((1002L, 0.48m)), "a conflict is in doubt");
        Assert.That(await Call(harness, null, null, "77", null), Is.EqualTo((7L, 0.79m)), "inactive");
        Assert.That(await Call(harness, null, Samples.Zenith.Email, null, null), Is.EqualTo(((long?)null, 0.00m)), "a role mailbox names nobody");
    }

    [Test]
    public async Task A_made_row_is_found_again_and_becomes_the_customers_row()
    {
        await using var harness = await CorrelationHarness.Start();
        const string Call = "select correlation_id from sp_get_or_create_correlation(@account, @email, null, null)";
        var account = new { account = "0010sK4GEwpaHEpANM", email = "x@y.example" };
        var address = new { account = (string?)null, email = "z@y.example" };

        var made = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => harness.Database.Service.QuerySingle<Guid>(Call, account, CancellationToken.None)))).Distinct().ToList();
        var byAddress = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => harness.Database.Service.QuerySingle<Guid>(Call, address, CancellationToken.None)))).Distinct().ToList();
        var result = await harness.Upload(Samples.Acme with { SalesforceAccountId = account.account });

        Assert.That((made.Count, byAddress.Count), Is.EqualTo((1, 1)));
        Assert.That(result.NotTaken, Is.Zero);
        Assert.That(await harness.Count($"select netsuite_customer_id from customer_correlation_map where correlation_id = '{made[0]}'"), Is.EqualTo(1001));
        Assert.That((await harness.Database.Service.Query<Guid>("select correlation_id from sp_get_or_create_correlation(null, null, ' ', 'none')", null, CancellationToken.None)), Is.Empty);
    }

    [Test]
    public async Task The_database_spells_the_keys_as_the_service_does()
    {
        await using var harness = await CorrelationHarness.Start();
        string?[] values = ["001Ax00000BcDeF", "001Ax00000bCdEfIAK", "001Ax00000BcDeFAAA", "001", "", " ", "0012345   ", "000", "cust-48392", "99-000-0011", "0012345", "123456789",
            "000000000", "Jane.Roe+po@ACME.example", "\"Roe, Jane\" <jane.roe@acme.example>", "john.smith@googlemail.com", "no address", "a@b", "a@b.example."];
        await using var connection = await harness.Database.Service.Source.OpenConnectionAsync();
        using var _ = Assert.EnterMultipleScope();
        foreach (var value in values)
        {
            var keys = await connection.QuerySingleAsync<(string?, string?, string?, string?)>("select salesforce_key(@value), as400_key(@value), duns_key(@value), email_key(@value)", new { value });
            Assert.That(keys, Is.EqualTo((SalesforceId.Key(value), As400Id.Key(value), DunsNumber.Key(value), EmailAddress.Parse(value)?.Address)), value);
        }
    }

    private static async Task<(long?, decimal)> Call(CorrelationHarness harness, string? account, string? email, string? as400, string? duns) =>
        await harness.Database.Service.QuerySingle<(long?, decimal)>(
            "select netsuite_customer_id, confidence_score from sp_get_or_create_correlation(@account, @email, @as400, @duns)", new { account, email, as400, duns }, CancellationToken.None);
}
