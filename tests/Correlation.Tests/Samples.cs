using Workers.Contracts.Correlation;
using Workers.Contracts.Ingestion;
using Workers.Correlation.MasterCustomers;

namespace Correlation.Tests;

internal static class Samples
{
    public const string AcmeAccount = "001Ax00000BcDeFIAV";

    public static CustomerEntry Acme { get; } = new()
    {
        NetsuiteCustomerId = 1001, SalesforceAccountId = AcmeAccount, As400CustomerId = "CUST-41001", As400Company = "01", DunsNumber = "179946891", TaxId = "84-1000011",
        CompanyName = "Acme Industrial Supply, Inc.", Email = "jane.roe@acme-industrial.example", Phone = "+1 775 555 0101",
        Street = "1200 Foundry Road", City = "Reno", Region = "NV", PostalCode = "89502", Country = "USA",
    };

    public static CustomerEntry Zenith { get; } = new()
    {
        NetsuiteCustomerId = 1002, SalesforceAccountId = "001Ax00000bCdEfIAK", As400CustomerId = "CUST-41002", As400Company = "01", DunsNumber = "250825081", TaxId = "36-2000022",
        CompanyName = "Zenith Catering LLC", Email = "orders@zenith-catering.example", Phone = "+1 312 555 0102",
        Street = "77 Lake Street", City = "Chicago", Region = "IL", PostalCode = "60601", Country = "USA",
    };

    /// <summary>Acme a second time: another account, another NetSuite id, the same name, e-mail and D-U-N-S number, no address.</summary>
    public static CustomerEntry AcmeTwin { get; } = Acme with
    {
        NetsuiteCustomerId = 2001, SalesforceAccountId = "001fnxldkrji5SvAAI", As400CustomerId = "CUST-42001", TaxId = null,
        Street = null, City = null, Region = null, PostalCode = null, Country = null,
    };

    public static CorrelateCustomer Command(CustomerDetails customer, long? chosen = null, int attempt = 0, Guid? orderId = null) => new()
    {
        OrderId = orderId ?? Guid.CreateVersion7(),
        Version = 1,
        Attempt = attempt,
        Customer = customer,
        Source = "SALESFORCE",
        OrderTotal = 90m,
        CurrencyCode = "USD",
        ChosenNetSuiteCustomerId = chosen,
        ChosenBy = chosen is null ? null : "dana",
        ChosenReason = chosen is null ? null : "called them",
    };
}
