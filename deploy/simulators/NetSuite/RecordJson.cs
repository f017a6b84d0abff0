using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>Records as the vendor shows them: the caller's own members, under what NetSuite works out.</summary>
internal static class RecordJson
{
    private static readonly HashSet<string> OrderMembers =
        ["id", "externalId", "tranId", "entity", "currency", "orderStatus", "status", "otherRefNum", "subtotal", "total", "createdDate", "lastModifiedDate", "item", "links"];

    private static readonly HashSet<string> CustomerMembers =
        ["id", "externalId", "entityId", "companyName", "email", "phone", "currency", "creditLimit", "overdueBalance", "dateCreated", "lastModifiedDate", "links"];

    public static void Write(Utf8JsonWriter json, SalesOrderRecord order, string baseUrl, bool expand)
    {
        var self = baseUrl + SalesOrderOperations.PathOf(order.Id);
        json.WriteStartObject();
        JobReplies.Links(json, ("self", self));
        json.WriteString("id", order.Id.ToString());
        Optional(json, "externalId", order.ExternalId);
        json.WriteString("tranId", order.TranId);
        Reference(json, "entity", order.Customer.Id.ToString(), order.Customer.EntityId);
        Reference(json, "currency", Currencies.IdOf(order.Currency), order.Currency);
        Reference(json, "orderStatus", order.Status, order.StatusName);
        Reference(json, "status", order.Status, order.StatusName);
        Optional(json, "otherRefNum", order.OtherRefNum);
        json.WriteNumber("subtotal", order.Subtotal);
        json.WriteNumber("total", order.Total);
        json.WriteString("createdDate", JsonText.IsoSeconds(order.CreatedAt));
        json.WriteString("lastModifiedDate", JsonText.IsoSeconds(order.ModifiedAt));
        Rest(json, order.Header, OrderMembers);
        json.WritePropertyName("item");
        if (expand)
            WriteLines(json, order, baseUrl, expand: true);
        else
            LinksOnly(json, self + "/item");
        json.WriteEndObject();
    }

    public static void WriteLines(Utf8JsonWriter json, SalesOrderRecord order, string baseUrl, bool expand)
    {
        var self = baseUrl + SalesOrderOperations.PathOf(order.Id) + "/item";
        json.WriteStartObject();
        JobReplies.Links(json, ("self", self));
        json.WriteNumber("count", order.Lines.Count);
        json.WriteBoolean("hasMore", false);
        json.WriteStartArray("items");
        foreach (var line in order.Lines)
        {
            if (expand)
                WriteLine(json, order, line, baseUrl);
            else
                LinksOnly(json, $"{self}/{line.Line}");
        }

        json.WriteEndArray();
        json.WriteNumber("offset", 0);
        json.WriteNumber("totalResults", order.Lines.Count);
        json.WriteEndObject();
    }

    public static void WriteLine(Utf8JsonWriter json, SalesOrderRecord order, OrderLine line, string baseUrl)
    {
        json.WriteStartObject();
        JobReplies.Links(json, ("self", $"{baseUrl}{SalesOrderOperations.PathOf(order.Id)}/item/{line.Line}"));
        json.WriteNumber("line", line.Line);
        Reference(json, "item", line.Item.Id, line.Item.ItemId);
        json.WriteNumber("quantity", line.Quantity);
        json.WriteNumber("rate", line.Rate);
        json.WriteNumber("amount", line.Amount);
        json.WriteBoolean("isClosed", line.IsClosed);
        json.WriteBoolean("isOpen", !line.IsClosed);
        Rest(json, line.Raw, []);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, CustomerRecord customer, string baseUrl)
    {
        json.WriteStartObject();
        JobReplies.Links(json, ("self", baseUrl + CustomerOperations.PathOf(customer.Id)));
        json.WriteString("id", customer.Id.ToString());
        Optional(json, "externalId", customer.ExternalId);
        json.WriteString("entityId", customer.EntityId);
        Optional(json, "companyName", customer.CompanyName);
        Optional(json, "email", customer.Email);
        Optional(json, "phone", customer.Phone);
        Reference(json, "currency", Currencies.IdOf(customer.Currency), customer.Currency);
        if (customer.CreditLimit is { } limit)
            json.WriteNumber("creditLimit", limit);
        Reference(json, "creditHoldOverride", customer.OnHold ? "ON" : "AUTO", customer.OnHold ? "On" : "Auto");
        json.WriteNumber("overdueBalance", customer.OverdueBalance);
        json.WriteString("dateCreated", JsonText.IsoSeconds(customer.CreatedAt));
        json.WriteString("lastModifiedDate", JsonText.IsoSeconds(customer.ModifiedAt));
        Rest(json, customer.Header, CustomerMembers);
        json.WriteEndObject();
    }

    private static void Rest(Utf8JsonWriter json, byte[] header, HashSet<string> written)
    {
        foreach (var member in JsonText.Parse(header)!.Value.EnumerateObject())
        {
            if (!written.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
                member.WriteTo(json);
        }
    }

    private static void LinksOnly(Utf8JsonWriter json, string href)
    {
        json.WriteStartObject();
        JobReplies.Links(json, ("self", href));
        json.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter json, string name, string id, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("id", id);
        json.WriteString("refName", text);
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
