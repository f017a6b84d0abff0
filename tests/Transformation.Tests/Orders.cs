using Workers.Contracts;
using Workers.Contracts.Ingestion;

namespace Transformation.Tests;

/// <summary>Orders for tests: right unless a test says otherwise.</summary>
internal static class Orders
{
    public static OrderReceived Placed(string id = "a0X1", string product = "AW-1", decimal total = 90m, string? country = "USA", long version = 1, Guid? orderId = null) =>
        Received(Document(product, total, country), EventTypes.Placed, id, version, orderId);

    public static OrderReceived Received(OrderDocument? document, string type = EventTypes.Placed, string id = "a0X1", long version = 1, Guid? orderId = null) => new()
    {
        OrderId = orderId ?? Guid.CreateVersion7(),
        Version = version,
        Attempt = 0,
        EventType = type,
        Source = "SALESFORCE",
        SourceOrderId = id,
        ExternalId = OrderIdentity.ExternalId("SALESFORCE", id),
        ReceivedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Order = document,
    };

    public static OrderDocument Document(string product = "AW-1", decimal total = 90m, string? country = "USA") => new()
    {
        OrderNumber = "SO71780",
        OrderDate = new DateTimeOffset(2004, 6, 1, 0, 0, 0, TimeSpan.Zero),
        CurrencyCode = "USD",
        OrderTotal = total,
        Customer = new CustomerDetails { Name = "Nearby Cycle Shop", BillingAddress = new Address { City = "Reno", Country = country } },
        Lines = [Line(product: product)],
    };

    public static DocumentLine Line(int number = 1, string product = "AW-1", decimal quantity = 10, decimal price = 10, decimal discount = 10, decimal? total = 90) => new()
    {
        LineNumber = number, ProductCode = product, Quantity = quantity, UnitPrice = price, DiscountAmount = discount, LineTotal = total,
    };
}
