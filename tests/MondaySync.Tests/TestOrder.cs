using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Ingestion;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Transformation;

namespace MondaySync.Tests;

/// <summary>An order as it arrives at this service.</summary>
internal sealed record TestOrder
{
    private static int numbers;
    private readonly int number = Interlocked.Increment(ref numbers);

    public Guid OrderId { get; init; } = Guid.CreateVersion7();
    public string? OrderNumber { get; init; } = "";
    public string Customer { get; init; } = "Nearby Cycle Shop";
    public string? NetSuiteNumber { get; init; } = "SO100234";
    public long Version { get; init; } = 1;
    public int Attempt { get; init; } = 1;
    public IReadOnlyList<StagedLine> Lines { get; init; } = [Line(1, "AW-1", 10, ("S", 2), ("M", 4), ("L", 4))];

    public string Number => OrderNumber is "" ? $"SO{70_000 + number}" : OrderNumber ?? "";
    public string SourceOrderId => $"a0X{OrderId:n}"[..18];
    public Guid ExternalId => OrderIdentity.ExternalId("SALESFORCE", OrderId.ToString());

    public static StagedLine Line(int number, string code, decimal quantity, params (string Size, decimal Quantity)[] sizes) => new()
    {
        LineNumber = number, ProductCode = code, Description = $"Product {code}", Quantity = quantity, UnitPrice = 9.5m, DiscountAmount = 0, LineTotal = quantity * 9.5m,
        Sizes = sizes.ToDictionary(size => size.Size, size => size.Quantity), IsCustomProduct = false, ProductStatus = "MATCHED",
    };

    public SyncToBoard Sync() => new()
    {
        OrderId = OrderId, Version = Version, Attempt = Attempt, ExternalId = ExternalId, Source = "SALESFORCE", SourceOrderId = OrderId.ToString(), CustomerName = Customer,
        NetSuiteOrderNumber = NetSuiteNumber, NetSuiteInternalId = NetSuiteNumber is null ? null : 647,
        Lines = [.. Lines.Select(line => new LineAvailability { LineNumber = line.LineNumber, InventoryStatus = "IN_STOCK", AvailableQuantity = 100 })],
        Order = new StagedOrder
        {
            ProvisionalOrderId = $"PROV-2026-{number:000000}", OrderNumber = OrderNumber is null ? null : Number, OrderDate = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
            RequestedDate = new DateOnly(2026, 3, 13), PurchaseOrderNumber = "PO1", CurrencyCode = "USD", OrderTotal = Lines.Sum(line => line.LineTotal), TaxTotal = 0, ShippingTotal = 0,
            Customer = new CustomerDetails { Name = Customer }, ShippingAddress = new Address { City = "Reims", Country = "France", CountryCode = "FR" },
            SubsidiaryMethod = "COUNTRY", SubsidiaryId = 1, Lines = Lines,
        },
    };

    public CloseBoardItem Cancel() => new() { OrderId = OrderId, Version = Version, Attempt = Attempt, ExternalId = ExternalId, Reason = "cancelled by the customer" };
}
