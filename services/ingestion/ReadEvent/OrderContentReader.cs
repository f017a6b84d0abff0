using System.Text.Json;
using System.Text.RegularExpressions;
using Workers.Contracts.Ingestion;

namespace Workers.Ingestion.ReadEvent;

/// <summary>The content of a placed or changed order.</summary>
internal static partial class OrderContentReader
{
    // numeric(15,2) in the tables; four decimals because a minor unit may have three and a price more.
    private const int AmountDigits = 13;
    private const int Decimals = 4;
    private const int QuantityDigits = 8;
    private const int QuantityDecimals = 2;

    public static OrderDocument? Read(Fields fields, Violations violations, ReadingLimits limits)
    {
        var before = violations.Count;
        var orderDate = fields.Instant("orderDate", required: true);
        var currency = ReadCurrency(fields);
        var total = fields.Number("orderTotal", AmountDigits, Decimals, required: true);
        var tax = fields.Number("taxTotal", AmountDigits, Decimals);
        var shipping = fields.Number("shippingTotal", AmountDigits, Decimals);
        var numbers = (Order: fields.Text("orderNumber", 50), Purchase: fields.Text("purchaseOrderNumber", 50), Opportunity: fields.Text("opportunityId", 18));
        var dates = (Requested: fields.Date("requestedDate"), Created: fields.Instant("sourceCreatedAt"));
        var customer = fields.Object("customer", required: true) is { } found ? ReadCustomer(found, violations) : null;
        var shippingAddress = ReadAddress(fields.Object("shippingAddress"));
        var lines = ReadLines(fields, violations, limits);
        if (violations.Count > before) return null;

        var order = new OrderDocument
        {
            OrderNumber = numbers.Order, PurchaseOrderNumber = numbers.Purchase, OpportunityId = numbers.Opportunity,
            OrderDate = orderDate!.Value, RequestedDate = dates.Requested, SourceCreatedAt = dates.Created,
            CurrencyCode = currency!, OrderTotal = total!.Value, TaxTotal = tax ?? 0, ShippingTotal = shipping ?? 0,
            Customer = customer!, ShippingAddress = shippingAddress, Lines = lines,
        };
        OrderSums.Check(order, violations);
        return violations.Count == before ? OrderSums.Complete(order) : null;
    }

    private static string? ReadCurrency(Fields fields)
    {
        var code = fields.Text("currencyCode", 3, required: true);
        return code is null || Currencies.TryMinorUnit(code, out _)
            ? code
            : fields.Refuse("currencyCode", Codes.UnknownCurrency, "The currency is unknown.", "an ISO 4217 code in upper case, for example USD", code);
    }

    private static CustomerDetails ReadCustomer(Fields fields, Violations violations)
    {
        var before = violations.Count;
        var customer = new CustomerDetails
        {
            SalesforceAccountId = fields.Key("salesforceAccountId", 18), Name = fields.Text("name", 255), Email = fields.Text("email", 255),
            Phone = fields.Text("phone", 50), As400CustomerId = fields.Key("as400CustomerId", 20), DunsNumber = ReadDuns(fields),
            TaxId = fields.Text("taxId", 20), BillingAddress = ReadAddress(fields.Object("billingAddress")),
        };
        string?[] known = [customer.SalesforceAccountId, customer.As400CustomerId, customer.DunsNumber, customer.TaxId, customer.Email, customer.Name];
        if (violations.Count == before && known.All(string.IsNullOrWhiteSpace))
            violations.Add(Codes.Schema, fields.Path, "Nothing says who the customer is.", "at least one of salesforceAccountId, as400CustomerId, dunsNumber, taxId, email, name");
        return customer;
    }

    private static string? ReadDuns(Fields fields)
    {
        var duns = fields.Text("dunsNumber", 9);
        return string.IsNullOrEmpty(duns) || DunsPattern().IsMatch(duns)
            ? duns
            : fields.Refuse("dunsNumber", Codes.Schema, "The text is not a D-U-N-S number.", "nine digits", duns);
    }

    private static Address? ReadAddress(Fields? fields) => fields is null ? null : new Address
    {
        Name = fields.Text("name", 255), Street = fields.Text("street", 255), City = fields.Text("city", 100),
        Region = fields.Text("region", 100), PostalCode = fields.Text("postalCode", 20), Country = fields.Text("country", 100),
    };

    private static List<DocumentLine> ReadLines(Fields fields, Violations violations, ReadingLimits limits)
    {
        var lines = new List<DocumentLine>();
        if (!fields.TryGet("lines", true, out var array) || !fields.HasKind(array, "lines", JsonValueKind.Array, "a list")) return lines;
        var count = array.GetArrayLength();
        if (count == 0) violations.Add(Codes.Schema, "$.lines", "The order has no line.", "at least one line", "0 lines");
        if (count > limits.MaxLines)
        {
            violations.Add(Codes.TooManyLines, "$.lines", $"The order has {count} lines, {limits.MaxLines} are allowed.", $"at most {limits.MaxLines} lines", $"{count} lines");
            return lines;
        }
        var index = 0;
        foreach (var element in array.EnumerateArray())
            if (ReadLine(element, $"$.lines[{index++}]", violations) is { } line)
                lines.Add(line);
        return lines;
    }

    private static DocumentLine? ReadLine(JsonElement element, string path, Violations violations)
    {
        var before = violations.Count;
        var fields = new Fields(element, path, violations);
        if (element.ValueKind != JsonValueKind.Object)
        {
            violations.Add(Codes.Schema, path, "The line is not an object.", "an object", element.GetRawText());
            return null;
        }
        var number = fields.Whole("lineNumber", int.MaxValue, required: true);
        var code = fields.Key("productCode", 100, required: true);
        var quantity = fields.Number("quantity", QuantityDigits, QuantityDecimals, required: true, aboveZero: true);
        var price = fields.Number("unitPrice", 11, Decimals, required: true);
        var discount = fields.Number("discountAmount", AmountDigits, Decimals);
        var total = fields.Number("lineTotal", AmountDigits, Decimals);
        var texts = (Product: fields.Key("productId", 18), Description: fields.Text("description", 1000));
        var sizes = ReadSizes(fields, violations);
        var custom = fields.Flag("isCustomProduct");
        return violations.Count > before ? null : new DocumentLine
        {
            LineNumber = (int)number!.Value, ProductCode = code!, Quantity = quantity!.Value, UnitPrice = price!.Value,
            DiscountAmount = discount ?? 0, LineTotal = total, ProductId = texts.Product, Description = texts.Description,
            Sizes = sizes, IsCustomProduct = custom,
        };
    }

    private static Dictionary<string, decimal> ReadSizes(Fields line, Violations violations)
    {
        var sizes = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (!line.TryGet("sizes", false, out var element) || !line.HasKind(element, "sizes", JsonValueKind.Object, "an object")) return sizes;
        foreach (var size in element.EnumerateObject())
        {
            var at = $"{line.Path}.sizes.{size.Name}";
            if (!SizePattern().IsMatch(size.Name))
                violations.Add(Codes.Schema, at, "The size's name is not one to twenty printable characters.", "for example XL", size.Name);
            else if (size.Value.ValueKind != JsonValueKind.Number)
                violations.Add(Codes.Schema, at, "The size's quantity is not a number.", "a number", size.Value.GetRawText());
            else if (line.Number(size.Value, at, QuantityDigits, QuantityDecimals, aboveZero: false) is > 0 and { } quantity)
                sizes.Add(size.Name, quantity);
        }
        return sizes;
    }

    [GeneratedRegex(@"^[0-9]{9}\z")]
    private static partial Regex DunsPattern();

    [GeneratedRegex(@"^[^\u0000-\u0020\u007F]([^\u0000-\u001F\u007F]{0,18}[^\u0000-\u0020\u007F])?\z")]
    private static partial Regex SizePattern();
}
