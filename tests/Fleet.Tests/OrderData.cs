using System.Text.Json.Nodes;
using Workers.Contracts;
using Workers.Testing;

namespace Fleet.Tests;

/// <summary>The real orders of the shared data, also under other ids so that one fleet can carry them several times.</summary>
internal static class OrderData
{
    public static IReadOnlyList<JsonObject> Orders { get; } =
        [.. File.ReadLines(Repository.SharedData("orders/order-events.jsonl")).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!.AsObject())];

    public static JsonArray Customers => Read("customers.json");

    public static JsonArray Products => Read("products.json");

    /// <summary>Customers whose credit suffices for the same orders many times over.</summary>
    public static JsonArray RichCustomers()
    {
        var customers = Customers;
        foreach (var customer in customers) customer!["creditLimit"] = 50_000_000;
        return customers;
    }

    /// <summary>The first orders of the file under new ids.</summary>
    public static IReadOnlyList<JsonObject> Copy(string prefix, int count, int skip = 0) =>
        [.. Orders.Skip(skip).Take(count).Select((order, index) =>
        {
            var copy = order.DeepClone().AsObject();
            copy["source"] = "MIRAKL"; // Salesforce ids have eighteen characters, a marketplace's are free
            copy["sourceOrderId"] = $"{prefix}-{index + skip:0000}";
            copy["orderNumber"] = $"{prefix}-{index + skip:0000}";
            return copy;
        })];

    public static JsonObject With(this JsonObject order, Action<JsonObject> change)
    {
        var copy = order.DeepClone().AsObject();
        change(copy);
        return copy;
    }

    /// <summary>The same order as a cancellation of a given version.</summary>
    public static JsonObject Cancelled(this JsonObject order, long version) => new()
    {
        ["eventType"] = "ORDER_CANCELLED", ["source"] = order["source"]!.DeepClone(),
        ["sourceOrderId"] = order["sourceOrderId"]!.DeepClone(), ["sourceVersion"] = version,
    };

    /// <summary>The same order with the first line's quantity changed, as a given version.</summary>
    public static JsonObject Changed(this JsonObject order, long version, decimal quantity) => order.With(changed =>
    {
        changed["eventType"] = "ORDER_CHANGED";
        changed["sourceVersion"] = version;
        var line = changed["lines"]![0]!.AsObject();
        var before = line["lineTotal"]!.GetValue<decimal>();
        var total = quantity * line["unitPrice"]!.GetValue<decimal>();
        line["quantity"] = quantity;
        line["discountAmount"] = 0m;
        line["lineTotal"] = total;
        line.Remove("sizes");
        changed["orderTotal"] = changed["orderTotal"]!.GetValue<decimal>() - before + total;
    });

    public static string ExternalId(this JsonObject order) =>
        OrderIdentity.ExternalId(order["source"]!.GetValue<string>(), order["sourceOrderId"]!.GetValue<string>()).ToString();

    public static int Subitems(this JsonObject order) =>
        order["lines"]!.AsArray().Sum(line => line!["sizes"] is JsonObject { Count: > 0 } sizes ? sizes.Count : 1);

    private static JsonArray Read(string file) => JsonNode.Parse(File.ReadAllText(Repository.SharedData($"orders/{file}")))!.AsArray();
}
