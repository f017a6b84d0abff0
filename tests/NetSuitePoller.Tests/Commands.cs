using Workers.Contracts;
using Workers.Contracts.Ingestion;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Transformation;

namespace NetSuitePoller.Tests;

/// <summary>Commands as the saga sends them.</summary>
internal static class Commands
{
    private static int next;

    public static CreateSalesOrder Create(decimal quantity = 10, long customer = 1001, params StagedLine[] lines)
    {
        var sourceOrderId = $"a0X{Interlocked.Increment(ref next):000000}";
        StagedLine[] all = lines.Length > 0 ? lines : [Line(1, 5001, quantity, 18.00m, 1.50m), Line(2, 5002, 5, 19.00m)];
        return new()
        {
            OrderId = Guid.CreateVersion7(), Version = 1, Attempt = 1, ExternalId = OrderIdentity.ExternalId("SALESFORCE", sourceOrderId),
            Source = "SALESFORCE", SourceOrderId = sourceOrderId, NetSuiteCustomerId = customer, Order = Order(all),
        };
    }

    public static StagedOrder Order(params StagedLine[] lines) => new()
    {
        ProvisionalOrderId = "PROV-2026-000123", OrderNumber = "SO71780", PurchaseOrderNumber = "PO19604173239",
        OrderDate = new DateTimeOffset(2004, 6, 1, 0, 0, 0, TimeSpan.Zero), CurrencyCode = "USD",
        OrderTotal = lines.Sum(line => line.LineTotal) + 4.25m + 2.10m, TaxTotal = 2.10m, ShippingTotal = 4.25m, SubsidiaryId = 1, SubsidiaryMethod = "COUNTRY",
        Customer = new() { Name = "Nearby Cycle Shop", BillingAddress = new() { Street = "Burgess Hill", City = "West Sussex", CountryCode = "GB" } },
        ShippingAddress = new Address { Name = "Nearby", Street = "1 Main\nSuite 2", City = "Toronto", Region = "ON", PostalCode = "M5V1A1", CountryCode = "CA" },
        Lines = lines,
    };

    public static StagedLine Line(int number, long? item, decimal quantity, decimal price, decimal discount = 0, bool custom = false) => new()
    {
        LineNumber = number, ProductCode = $"NW-{number}", Description = "Short-Sleeve Classic Jersey", Quantity = quantity, UnitPrice = price,
        DiscountAmount = discount, LineTotal = quantity * price - discount, IsCustomProduct = custom, ProductStatus = item is null ? "PENDING_CREATION" : "MATCHED",
        NetSuiteItemId = item,
    };

    public static CreateSalesOrder Changed(this CreateSalesOrder command, long version, decimal quantity) => command with
    {
        Version = version, Attempt = (int)version, Order = Order(Line(1, 5001, quantity, 18.00m)),
    };

    public static CancelSalesOrder Cancelled(this CreateSalesOrder command, long version, int attempt = 1) => new()
    {
        OrderId = command.OrderId, Version = version, Attempt = attempt, ExternalId = command.ExternalId, Reason = "customer withdrew",
    };
}
