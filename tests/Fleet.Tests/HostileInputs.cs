using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Tests;

/// <summary>One hostile input and what has to come of it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Id">The source order id it carries, where it carries a readable one.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Reason">A word that the quarantine's reason must hold; null when the order is carried unharmed to the end.</param>
internal sealed record HostileInput(string Name, string Id, byte[] Body, string? Reason);

/// <summary>Forty inputs that a broken or hostile publisher could send.</summary>
internal static class HostileInputs
{
    private const string Injection = "Robert'); drop table orders.staging_orders;-- \"}){id} mutation { delete_item(item_id: 1) { id } } ${jndi:ldap://x} {{7*7}} <script>alert(1)</script> =cmd|' /C calc'!A0";

    public static IReadOnlyList<HostileInput> All { get; } =
    [
        Raw("empty", "", "empty"),
        Raw("not JSON", "hello", "JSON"),
        Raw("truncated JSON", """{"eventType":"ORDER_PLACED","source":"SALESF""", "JSON"),
        Raw("an array", "[1,2,3]", "object"),
        Raw("a number", "42", "object"),
        Raw("null", "null", "object"),
        Raw("deep JSON", new string('[', 5000) + new string(']', 5000), ""),
        Raw("deep object in an order", "{\"eventType\":\"ORDER_PLACED\",\"x\":" + string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200) + "}", ""),
        new("bytes that are no text", "", [0xFF, 0xFE, 0x00, 0x80, 0x81], ""),
        new("invalid UTF-8 in a name", "", Broken(), ""),
        Raw("XML", "<?xml version=\"1.0\"?><order/>", "JSON"),
        Bad("a body of two megabytes", order => order["note"] = new string('x', 2_000_000), "large"),
        Bad("an unknown event type", order => order["eventType"] = "ORDER_EXPLODED", "eventType"),
        Bad("no event type", order => order.Remove("eventType"), "eventType"),
        Bad("no source", order => order.Remove("source"), "source"),
        Bad("no version", order => order.Remove("sourceVersion"), "sourceVersion"),
        Bad("a negative version", order => order["sourceVersion"] = -1, "sourceVersion"),
        Bad("a version as text", order => order["sourceVersion"] = "1", "sourceVersion"),
        Bad("no customer", order => order.Remove("customer"), "customer"),
        Bad("a customer without key and name", order => order["customer"] = new JsonObject { ["phone"] = "1" }, "customer"),
        Bad("a customer as text", order => order["customer"] = "ACME", "customer"),
        Bad("no lines", order => order.Remove("lines"), "lines"),
        Bad("an empty list of lines", order => order["lines"] = new JsonArray(), "lines"),
        Bad("duplicate line numbers", order => order["lines"] = new JsonArray(order["lines"]![0]!.DeepClone(), order["lines"]![0]!.DeepClone()), "lineNumber"),
        Bad("a negative quantity", order => order["lines"]![0]!["quantity"] = -1, "quantity"),
        Bad("a quantity of zero", order => order["lines"]![0]!["quantity"] = 0, "quantity"),
        Bad("a quantity as text", order => order["lines"]![0]!["quantity"] = "ten", "quantity"),
        Text("a huge number", text => text.Replace("\"orderTotal\":", "\"orderTotal\":1e400,\"was\":", StringComparison.Ordinal), "orderTotal"),
        Bad("a total above what money can be", order => order["orderTotal"] = 99999999999999999999m, "orderTotal"),
        Bad("an unknown currency", order => order["currencyCode"] = "EURO", "currencyCode"),
        Bad("a currency that does not exist", order => order["currencyCode"] = "QQQ", "currency"),
        Bad("a total that is not the sum", order => order["orderTotal"] = 1.23m, "orderTotal"),
        Bad("a line total that is not its product", order => order["lines"]![0]!["lineTotal"] = 1.23m, "lineTotal"),
        Bad("sizes that do not sum up", order => order["lines"]![0]!["sizes"] = new JsonObject { ["S"] = 1 }, "sizes"),
        Bad("a date that is none", order => order["orderDate"] = "31st of June", "orderDate"),
        Bad("a null character", order => order["customer"]!["name"] = "A\0B", "name"),
        Bad("other control characters", order => order["customer"]!["name"] = "A\u0007B\u001b[31m", "name"),
        Bad("a name longer than its column", order => order["orderNumber"] = new string('9', 400), "orderNumber"),
        Good("SQL, GraphQL, template and formula fragments in every text", Poison),
        Good("unknown properties", order => order["somethingElse"] = new JsonObject { ["a"] = 1 }),
        Good("emoji, right-to-left and combining characters", order => order["lines"]![0]!["description"] = "👕 قميص e\u0301 Ⅷ 𝕏"),
    ];

    private static JsonObject Base(string name) => OrderData.Copy("hostile", 1, 300)[0].With(order =>
    {
        order["sourceOrderId"] = Id(name);
        order["orderNumber"] = "H-1";
    });

    private static string Id(string name) => "hostile-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];

    private static HostileInput Raw(string name, string body, string reason) => new(name, "", Encoding.UTF8.GetBytes(body), reason);

    private static HostileInput Bad(string name, Action<JsonObject> change, string reason) =>
        new(name, Id(name), Encoding.UTF8.GetBytes(Base(name).With(change).ToJsonString()), reason);

    private static HostileInput Text(string name, Func<string, string> change, string reason) =>
        new(name, Id(name), Encoding.UTF8.GetBytes(change(Base(name).ToJsonString())), reason);

    private static HostileInput Good(string name, Action<JsonObject> change) =>
        new(name, Id(name), Encoding.UTF8.GetBytes(Base(name).With(change).ToJsonString()), null);

    private static byte[] Broken()
    {
        var body = Encoding.UTF8.GetBytes(Base("invalid UTF-8 in a name").ToJsonString());
        body[Array.IndexOf(body, (byte)'V')] = 0xFF;
        return body;
    }

    // The keys that find the customer and the product stay; every other text becomes poison, as long as its column allows.
    private static void Poison(JsonObject order)
    {
        order["orderNumber"] = Injection[..40];
        order["purchaseOrderNumber"] = Injection[10..45];
        order["customer"]!["name"] = Injection[..150];
        order["customer"]!["phone"] = Injection[..20];
        foreach (var part in new[] { "street", "city", "region" }) order["customer"]!["billingAddress"]![part] = Injection[..40];
        if (order["shippingAddress"] is JsonObject shipping)
            foreach (var part in new[] { "name", "street", "city", "region" }) shipping[part] = Injection[..40];
        foreach (var line in order["lines"]!.AsArray()) line!["description"] = Injection;
    }
}
