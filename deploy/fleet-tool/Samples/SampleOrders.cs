using System.Globalization;
using System.Text.Json.Nodes;

namespace Workers.Fleet.Samples;

/// <summary>Invented order events in the intake's format, every sum right to the cent. The same random source gives the same orders.</summary>
internal sealed class SampleOrders(IReadOnlyList<SampleCustomer> customers, IReadOnlyList<SampleProduct> products, Random random)
{
    private static readonly string[] Sizes = ["XS", "S", "M", "L", "XL", "XXL"];
    private static readonly DateTime FirstDay = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    /// <param name="count">How many.</param>
    /// <param name="prefix">Of the order numbers, which count up from 1001.</param>
    public IEnumerable<JsonObject> Make(int count, string prefix) => Enumerable.Range(0, count).Select(index => Order(index, prefix));

    private JsonObject Order(int index, string prefix)
    {
        var customer = customers[random.Next(customers.Count)];
        var source = (index % 10) switch { 3 => "MIRAKL", 7 => "SHOPIFY", _ => "SALESFORCE" };
        var date = FirstDay.AddHours(index * 7).AddMinutes(random.Next(60));
        var lines = Lines();
        var goods = lines.Sum(line => line!["lineTotal"]!.GetValue<decimal>());
        var shipping = random.Next(3) == 0 ? 12.50m : 0m;
        var tax = random.Next(4) == 0 ? Math.Round(goods * 0.07m, 2, MidpointRounding.AwayFromZero) : 0m;
        return new()
        {
            ["eventType"] = "ORDER_PLACED",
            ["source"] = source,
            ["sourceOrderId"] = source == "SALESFORCE" ? SalesforceId.Next("a0X", random) : $"{source[..2]}-{prefix}{1001 + index}",
            ["sourceVersion"] = 1,
            ["orderNumber"] = $"{prefix}{1001 + index}",
            ["purchaseOrderNumber"] = $"PO-{random.Next(100_000, 999_999)}",
            ["orderDate"] = date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["requestedDate"] = date.AddDays(10 + random.Next(30)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["currencyCode"] = customer.CurrencyCode,
            ["orderTotal"] = goods + shipping + tax,
            ["taxTotal"] = tax,
            ["shippingTotal"] = shipping,
            ["customer"] = Customer(customer, source),
            ["shippingAddress"] = Address(customer, withName: true),
            ["lines"] = lines,
        };
    }

    private JsonArray Lines()
    {
        var lines = new JsonArray();
        var chosen = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => products[random.Next(products.Count)]).DistinctBy(product => product.ProductCode);
        foreach (var product in chosen)
            lines.Add((JsonNode)Line(product, lines.Count + 1));
        return lines;
    }

    private JsonObject Line(SampleProduct product, int number)
    {
        var sizes = product.HasSizes ? SizesOf() : null;
        var quantity = sizes?.Sum(size => size.Value!.GetValue<int>()) ?? 1 + random.Next(40);
        var gross = quantity * product.ListPrice;
        var discount = random.Next(3) == 0 ? Math.Round(gross * 0.05m, 2, MidpointRounding.AwayFromZero) : 0m;
        var line = new JsonObject
        {
            ["lineNumber"] = number, ["productCode"] = product.ProductCode, ["description"] = product.Name, ["quantity"] = quantity,
            ["unitPrice"] = product.ListPrice, ["discountAmount"] = discount, ["lineTotal"] = gross - discount,
        };
        if (sizes is not null)
            line["sizes"] = sizes;
        return line;
    }

    private JsonObject SizesOf()
    {
        var sizes = new JsonObject();
        var (first, count) = (random.Next(3), 1 + random.Next(4));
        foreach (var size in Sizes.Skip(first).Take(count))
            sizes[size] = 1 + random.Next(12);
        return sizes;
    }

    // Other channels than Salesforce do not know its ids; the customer is found by the other keys.
    private static JsonObject Customer(SampleCustomer customer, string source)
    {
        var details = new JsonObject();
        if (source == "SALESFORCE")
            details["salesforceAccountId"] = customer.SalesforceAccountId;
        else
            (details["as400CustomerId"], details["dunsNumber"]) = (customer.As400CustomerId, customer.DunsNumber);
        details["name"] = customer.CompanyName;
        details["email"] = customer.Email;
        details["phone"] = customer.Phone;
        details["billingAddress"] = Address(customer, withName: false);
        return details;
    }

    private static JsonObject Address(SampleCustomer customer, bool withName)
    {
        var address = new JsonObject();
        if (withName)
            address["name"] = customer.CompanyName;
        address["street"] = customer.Street;
        address["city"] = customer.City;
        address["region"] = customer.Region;
        address["postalCode"] = customer.PostalCode;
        address["country"] = customer.Country;
        return address;
    }
}
