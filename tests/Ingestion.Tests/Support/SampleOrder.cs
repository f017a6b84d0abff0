using System.Text;
using System.Text.Json.Nodes;

namespace Ingestion.Tests.Support;

/// <summary>A valid order event, to be spoilt.</summary>
internal static class SampleOrder
{
    public static JsonObject Event(string id = "a0Xh4ziPbJPJnmgEUD", long version = 1) => new()
    {
        ["eventType"] = "ORDER_PLACED",
        ["source"] = "SALESFORCE",
        ["sourceOrderId"] = id,
        ["sourceVersion"] = version,
        ["orderNumber"] = "SO71780",
        ["orderDate"] = "2004-06-01T02:00:00+02:00",
        ["requestedDate"] = "2004-06-13",
        ["currencyCode"] = "USD",
        ["orderTotal"] = 97.5m,
        ["taxTotal"] = 5m,
        ["shippingTotal"] = 2.5m,
        ["customer"] = new JsonObject
        {
            ["salesforceAccountId"] = "001zb0c5FwHGIVMAI5",
            ["name"] = "Nearby Cycle Shop",
            ["email"] = "raja0@adventure-works.example",
            ["billingAddress"] = new JsonObject { ["street"] = "Burgess Hill", ["city"] = "West Sussex", ["country"] = "United Kingdom" },
        },
        ["shippingAddress"] = new JsonObject { ["city"] = "West Sussex", ["region"] = null, ["country"] = "United Kingdom" },
        ["lines"] = new JsonArray(Line(1)),
    };

    public static JsonObject Line(int number) => new()
    {
        ["lineNumber"] = number,
        ["productCode"] = "AW-SJ-0194",
        ["description"] = "Short-Sleeve Classic Jersey",
        ["quantity"] = 10,
        ["unitPrice"] = 10.00m,
        ["discountAmount"] = 10.00m,
        ["lineTotal"] = 90.00m,
        ["sizes"] = new JsonObject { ["S"] = 2, ["M"] = 4, ["L"] = 4 },
    };

    public static JsonObject Cancelled(string id, long version) => new()
    {
        ["eventType"] = "ORDER_CANCELLED", ["source"] = "SALESFORCE", ["sourceOrderId"] = id, ["sourceVersion"] = version,
    };

    public static byte[] Bytes(this JsonNode order) => Encoding.UTF8.GetBytes(order.ToJsonString());

    public static JsonObject With(this JsonObject order, Action<JsonObject> change)
    {
        var copy = order.DeepClone().AsObject();
        change(copy);
        return copy;
    }

    public static string NewId() => Guid.CreateVersion7().ToString("n")[14..];
}
