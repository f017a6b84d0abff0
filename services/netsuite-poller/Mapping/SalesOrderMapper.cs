using System.Buffers;
using System.Text.Json;
using Workers.Contracts.Ingestion;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Transformation;

namespace Workers.NetSuitePoller.Mapping;

/// <summary>A sales order's body, or the reason in words why there is none.</summary>
internal sealed record MappedOrder(byte[]? Body, string? Problem);

/// <summary>
/// Writes the record that NetSuite shall have. An amount is the line's total after its discount, to the cent, so that NetSuite's total
/// is the order's total; the rate is the price of one before it.
/// </summary>
internal static class SalesOrderMapper
{
    /// <param name="command">What shall stand.</param>
    /// <param name="currencies">Currency code to NetSuite's id.</param>
    /// <param name="isUpdate">An update names what is empty too, or the earlier version's value would stay.</param>
    public static MappedOrder Map(CreateSalesOrder command, IReadOnlyDictionary<string, string> currencies, bool isUpdate = false)
    {
        var order = command.Order;
        if (!currencies.TryGetValue(order.CurrencyCode, out var currency))
            return Problem($"currency '{order.CurrencyCode}' has no NetSuite id; expected one of {string.Join(", ", currencies.Keys.Order())}. Set NetSuite:Currencies:{order.CurrencyCode}.");
        if (order.SubsidiaryId is null) return Problem("the subsidiary is not chosen. Choose it in the review.");
        if (order.Lines.Count == 0) return Problem("the order has no lines; a sales order needs at least one.");
        if (order.Lines.FirstOrDefault(line => line.NetSuiteItemId is null) is { } unmapped)
            return Problem($"line {unmapped.LineNumber}: product '{unmapped.ProductCode}' has no NetSuite item. Map the product.");

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Header(json, command, currency, isUpdate);
            Sum(json, "shippingCost", order.ShippingTotal, isUpdate);
            Sum(json, "taxTotal", order.TaxTotal, isUpdate);
            WriteAddress(json, "billingAddress", order.Customer.BillingAddress, order.Customer.Name);
            WriteAddress(json, "shippingAddress", order.ShippingAddress, order.Customer.Name);
            json.WriteStartObject("item");
            json.WriteStartArray("items");
            foreach (var line in order.Lines) Line(json, line);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new(buffer.WrittenSpan.ToArray(), null);
    }

    /// <summary>Many bodies as one request.</summary>
    public static byte[] Collection(IReadOnlyList<byte[]> bodies)
    {
        var buffer = new ArrayBufferWriter<byte>(bodies.Sum(body => body.Length) + 64);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var body in bodies) json.WriteRawValue(body, skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Header(Utf8JsonWriter json, CreateSalesOrder command, string currency, bool isUpdate)
    {
        var order = command.Order;
        json.WriteString("externalId", command.ExternalId.ToString());
        Reference(json, "entity", command.NetSuiteCustomerId.ToString());
        Reference(json, "subsidiary", order.SubsidiaryId!.Value.ToString());
        json.WriteString("tranDate", order.OrderDate.UtcDateTime.ToString("yyyy-MM-dd"));
        if (order.RequestedDate is { } requested) json.WriteString("shipDate", requested.ToString("yyyy-MM-dd"));
        Text(json, "otherRefNum", order.PurchaseOrderNumber, isUpdate);
        json.WriteString("memo", $"{command.Source} {order.OrderNumber ?? command.SourceOrderId} ({order.ProvisionalOrderId})");
        Reference(json, "currency", currency);
        json.WriteString("custbody_source_system", command.Source);
        json.WriteString("custbody_source_order_id", command.SourceOrderId);
        json.WriteString("custbody_source_version", command.Version.ToString());
        Text(json, "custbody_source_order_number", order.OrderNumber, isUpdate);
        Text(json, "custbody_opportunity_id", order.OpportunityId, isUpdate);
        Text(json, "custbody_payment_terms", command.PaymentTerms, isUpdate);
    }

    private static void Line(Utf8JsonWriter json, StagedLine line)
    {
        json.WriteStartObject();
        Reference(json, "item", line.NetSuiteItemId!.Value.ToString());
        json.WriteNumber("quantity", line.Quantity);
        json.WriteNumber("rate", line.UnitPrice);
        json.WriteNumber("amount", line.LineTotal);
        Text(json, "description", line.Description);
        json.WriteNumber("custcol_line_number", line.LineNumber);
        Sum(json, "custcol_discount_amount", line.DiscountAmount);
        if (line.Sizes.Count > 0)
            json.WriteString("custcol_sizes", string.Join(", ", line.Sizes.OrderBy(size => size.Key, StringComparer.Ordinal).Select(size => $"{size.Key}: {size.Value:0.##}")));
        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, string name, Address? address, string? customer)
    {
        if (address is null) return;
        json.WriteStartObject(name);
        Text(json, "addressee", address.Name ?? customer);
        var street = (address.Street ?? "").Split('\n', 3, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var line = 0; line < street.Length; line++) json.WriteString($"addr{line + 1}", street[line]);
        Text(json, "city", address.City);
        Text(json, "state", address.Region);
        Text(json, "zip", address.PostalCode);
        if (address.CountryCode is { Length: > 0 } country) Reference(json, "country", country);
        json.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter json, string name, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("id", id);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value, bool evenEmpty = false)
    {
        if (!string.IsNullOrWhiteSpace(value)) json.WriteString(name, value);
        else if (evenEmpty) json.WriteNull(name);
    }

    // Zero is the default there; an explicit one would switch NetSuite's own reckoning off.
    private static void Sum(Utf8JsonWriter json, string name, decimal amount, bool evenZero = false)
    {
        if (amount != 0 || evenZero) json.WriteNumber(name, amount);
    }

    private static MappedOrder Problem(string reason) => new(null, reason);
}
