using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workers.CreditCheck.Operate;

/// <summary>
/// A dry run comes as a <c>CheckCredit</c> message, or as the order's journey so far: <c>event</c>, and the answers of
/// <c>transformation</c> and <c>correlation</c>.
/// </summary>
internal static class DryRunBody
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static CheckCreditCommand Read(JsonObject body)
    {
        if (body.ContainsKey("orderTotal")) return Complete(body).Deserialize<CheckCreditCommand>(Web)!;
        var order = body["transformation"]?["order"] as JsonObject ?? body["transformation"] as JsonObject ?? body["event"] as JsonObject
            ?? throw new JsonException("Send a CheckCredit message, or the answers of transformation and correlation.");
        var customer = body["correlation"] as JsonObject ?? order["customer"] as JsonObject ?? [];
        return Complete(new JsonObject
        {
            ["netSuiteCustomerId"] = customer["netSuiteCustomerId"]?.DeepClone(),
            ["customerName"] = (customer["customerName"] ?? order["customer"]?["name"])?.DeepClone(),
            ["as400CustomerId"] = customer["as400CustomerId"]?.DeepClone(),
            ["as400Company"] = customer["as400Company"]?.DeepClone(),
            ["dunsNumber"] = customer["dunsNumber"]?.DeepClone(),
            ["orderTotal"] = order["orderTotal"]?.DeepClone() ?? throw new JsonException("orderTotal is missing"),
            ["currencyCode"] = order["currencyCode"]?.DeepClone() ?? throw new JsonException("currencyCode is missing"),
        }).Deserialize<CheckCreditCommand>(Web)!;
    }

    // What identifies a message decides nothing here.
    private static JsonObject Complete(JsonObject body)
    {
        body["orderId"] ??= Guid.Empty;
        body["version"] ??= 1;
        body["attempt"] ??= 1;
        body["netSuiteCustomerId"] ??= 0;
        return body;
    }
}
