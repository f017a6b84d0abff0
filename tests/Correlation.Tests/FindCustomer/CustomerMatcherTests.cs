using FsCheck;
using FsCheck.Fluent;
using Workers.Contracts.Ingestion;
using Workers.Correlation.FindCustomer;
using Workers.Correlation.MasterCustomers;

namespace Correlation.Tests.FindCustomer;

public sealed class CustomerMatcherTests
{
    private static readonly CustomerDetails AcmeAtHome = new()
    {
        Name = "Acme Industrial Supply", Phone = "(775) 555-0101", BillingAddress = new Address { Street = "1200 Foundry Rd", City = "Reno", PostalCode = "89502" },
    };

    private static TestCaseData Case(string name, CustomerDetails order, string expected, params CustomerEntry[] masters) =>
        new TestCaseData(order, masters, expected).SetName(name);

    private static IEnumerable<TestCaseData> Cases()
    {
        var (acme, twin, zenith) = (Samples.Acme, Samples.AcmeTwin, Samples.Zenith);
        yield return Case("The account names one of two twins", new() { SalesforceAccountId = acme.SalesforceAccountId, Email = acme.Email, DunsNumber = acme.DunsNumber }, "1001 SALESFORCE_ID 0.99", acme, twin);
        yield return Case("A key shared by twins splits its confidence", new() { DunsNumber = acme.DunsNumber, Email = acme.Email }, "LOW_CONFIDENCE 0.47", acme, twin);
        yield return Case("A weaker key that one alone holds picks it", new() { DunsNumber = acme.DunsNumber, TaxId = acme.TaxId }, "1001 TAX_ID 0.92", acme, twin);
        yield return Case("A shared key is decided by the name where name or place contradict the others",
            new() { As400CustomerId = "77", Name = "Acme Industrial Supply" }, "1001 AS400_ID 0.85", acme with { As400CustomerId = "0077" }, zenith with { As400CustomerId = "77", As400Company = "02" });
        yield return Case("Twins with one name stay in doubt", AcmeAtHome with { Email = acme.Email }, "LOW_CONFIDENCE 0.45", acme, twin);
        yield return Case("Keys that name different customers alone are a conflict", new() { As400CustomerId = acme.As400CustomerId, DunsNumber = zenith.DunsNumber }, "CONFLICT 0.48", acme, zenith);
        yield return Case("Two keys that cross in one customer, each shared, stay in doubt",
            new() { DunsNumber = acme.DunsNumber, Email = zenith.Email!.Replace("orders", "jo") }, "LOW_CONFIDENCE 0.79",
            acme with { Email = "jo@zenith-catering.example" }, twin, zenith with { Email = "jo@zenith-catering.example" });
        yield return Case("A shared mailbox of another customer is a conflict", new() { As400CustomerId = acme.As400CustomerId, Email = zenith.Email }, "CONFLICT 0.48", acme, zenith);
        yield return Case("A role mailbox alone decides nothing", new() { Email = zenith.Email }, "LOW_CONFIDENCE 0.40", zenith);
        yield return Case("A key whose customer has another name and place is a conflict",
            new() { DunsNumber = acme.DunsNumber, Name = "Brand New Cafe", BillingAddress = new() { City = "Boise", PostalCode = "83702" } }, "CONFLICT 0.79", acme);
        yield return Case("A key against another customer's whole name is a conflict", new() { DunsNumber = acme.DunsNumber, Name = "Zenith Catering" }, "CONFLICT 0.47", acme, zenith);
        yield return Case("A moved customer keeps its account", AcmeAtHome with { SalesforceAccountId = acme.SalesforceAccountId, BillingAddress = new() { City = "Boise", PostalCode = "83702" } }, "1001 SALESFORCE_ID 0.99", acme);
        yield return Case("An inactive customer goes to a person", new() { SalesforceAccountId = acme.SalesforceAccountId }, "INACTIVE 0.79", acme with { IsActive = false });
        yield return Case("A damaged account is no key", new() { SalesforceAccountId = "001Ax00000BcDeFAAA", TaxId = acme.TaxId }, "1001 TAX_ID 0.92", acme);
        yield return Case("Name, address and telephone together are enough", AcmeAtHome, "1001 COMPOSITE 0.85", acme, zenith);
        yield return Case("Name and address are not enough", AcmeAtHome with { Phone = null }, "LOW_CONFIDENCE 0.70", acme);
        yield return Case("Name, address and telephone fit a namesake at another place no less", AcmeAtHome, "1001 COMPOSITE 0.85", acme, twin with { City = "Boise", PostalCode = "83702" });
        yield return Case("A namesake without an address might be meant as well", AcmeAtHome, "LOW_CONFIDENCE 0.42", acme, twin);
        yield return Case("Nothing fits", new() { Name = "Brand New Cafe", Email = "someone.else@gmail.com" }, "NO_CANDIDATE 0.00", acme, zenith);
    }

    [TestCaseSource(nameof(Cases))]
    public void Decides(CustomerDetails order, object masters, string expected)
    {
        var decision = CustomerMatcher.Decide(CustomerKeys.Of(Samples.Command(order)), [.. ((CustomerEntry[])masters).Select(Of)]);
        Assert.That(FormattableString.Invariant($"{(decision.Winner is { } winner ? $"{winner.NetsuiteCustomerId} {decision.Method}" : decision.ReviewCode)} {decision.Confidence:0.00}"),
            Is.EqualTo(expected), decision.Reason);
    }

    [Test]
    public void A_conflict_names_both_customers()
    {
        var keys = CustomerKeys.Of(Samples.Command(new CustomerDetails { As400CustomerId = Samples.Acme.As400CustomerId, DunsNumber = Samples.Zenith.DunsNumber }));
        var decision = CustomerMatcher.Decide(keys, [Of(Samples.Zenith), Of(Samples.Acme)]);
        Assert.That(decision.Reason, Is.EqualTo("AS400_ID CUST-41001 names customer 1001 Acme Industrial Supply, Inc., but DUNS 250825081 names 1002 Zenith Catering LLC"));
        Assert.That(decision.Candidates.Select(candidate => candidate.Customer.NetsuiteCustomerId), Is.EquivalentTo(new[] { 1001L, 1002L }));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public FsCheck.Property The_order_of_the_candidates_and_doubles_among_them_change_nothing()
    {
        var value = Gen.Elements<string?>(null, "A", "B", "C");
        var customer = from id in Gen.Choose(1, 6) from s in value from a in value from d in value from e in value from m in value from n in value from p in value from active in Gen.Elements(true, true, false)
            select new Customer { NetsuiteCustomerId = id, SalesforceKey = s is null ? null : s + id, As400Key = a, DunsKey = d, EmailKey = e, MailboxKey = m, NameKey = n, PhoneKey = p, CityKey = p, IsActive = active };
        var question = from s in value from id in Gen.Choose(1, 6) from a in value from d in value from e in value from m in value from n in value from p in value
            select new CustomerKeys { Salesforce = s is null ? null : s + id, As400 = a, Duns = d, Email = e, Mailbox = m, Name = n, Phone = p, Billing = new(null, null, p) };
        return Prop.ForAll((from k in question from c in customer.ListOf() select (Keys: k, Customers: c.DistinctBy(one => one.NetsuiteCustomerId).ToList())).ToArbitrary(), sample =>
        {
            var decision = CustomerMatcher.Decide(sample.Keys, sample.Customers);
            var other = CustomerMatcher.Decide(sample.Keys, [.. Enumerable.Reverse(sample.Customers), .. sample.Customers]);
            return decision.Reason == other.Reason && decision.Confidence == other.Confidence && decision.Winner?.NetsuiteCustomerId == other.Winner?.NetsuiteCustomerId
                && decision.Candidates.Select(c => c.Confidence).SequenceEqual(other.Candidates.Select(c => c.Confidence))
                // Never both or neither, and 0.80 is the line between them.
                && (decision.Winner is null) == (decision.ReviewCode is not null) && (decision.Winner is null) == (decision.Confidence < KeyTable.AutoAccept)
                && decision.Candidates.All(c => c.Confidence is >= 0 and <= 1) && decision.Winner is null or { IsActive: true };
        });
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool A_customer_that_shares_nothing_changes_no_decision(bool duns, bool name, bool phone)
    {
        var keys = CustomerKeys.Of(Samples.Command(new CustomerDetails { DunsNumber = duns ? Samples.Acme.DunsNumber : null, Name = name ? "Acme Industrial Supply" : null, Phone = phone ? Samples.Acme.Phone : null }));
        var stranger = Of(new CustomerEntry { NetsuiteCustomerId = 5, CompanyName = "Somebody Else", DunsNumber = "111111112" });
        return CustomerMatcher.Decide(keys, [Of(Samples.Acme)]).Reason == CustomerMatcher.Decide(keys, [stranger, Of(Samples.Acme)]).Reason;
    }

    private static Customer Of(CustomerEntry entry)
    {
        var master = new MasterCustomer(entry);
        return new Customer
        {
            NetsuiteCustomerId = master.Id, CompanyName = entry.CompanyName, IsActive = entry.IsActive ?? true, SalesforceKey = master.SalesforceKey, As400Key = master.As400Key,
            DunsKey = master.DunsKey, TaxKey = master.TaxKey, EmailKey = master.EmailKey, MailboxKey = master.MailboxKey, NameKey = master.NameKey,
            PhoneKey = master.PhoneKey, StreetKey = master.StreetKey, PostcodeKey = master.PostcodeKey, CityKey = master.CityKey,
        };
    }
}
