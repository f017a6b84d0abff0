using System.Globalization;
using Workers.Contracts.Ingestion;

namespace Workers.Transformation.StageOrder;

/// <summary>Why an order event contradicts itself.</summary>
internal sealed record Rejection(string Code, string Reason);

/// <summary>Either an order in one spelling with sums that hold, or the reason why there is none.</summary>
internal sealed record Normalization(OrderDocument? Order, Rejection? Rejection);

/// <summary>Brings an order into one spelling and checks every sum to the currency's minor unit. Total: whatever comes, an answer goes.</summary>
internal static class OrderNormalizer
{
    public static Normalization Normalize(OrderDocument document)
    {
        try
        {
            var currency = document.CurrencyCode.Trim().ToUpperInvariant();
            if (!Currencies.TryMinorUnits(currency, out var digits))
                throw new NotStageableException("UNKNOWN_CURRENCY", $"currencyCode '{currency}' is not an ISO 4217 code in use");
            CheckLineNumbers(document);
            var clean = document with
            {
                OrderNumber = Text.Clean("orderNumber", document.OrderNumber),
                PurchaseOrderNumber = Text.Clean("purchaseOrderNumber", document.PurchaseOrderNumber),
                OpportunityId = Text.Clean("opportunityId", document.OpportunityId),
                CurrencyCode = currency,
                Customer = CustomerOf(document.Customer),
                ShippingAddress = Text.AddressOf("shippingAddress", document.ShippingAddress),
                Lines = [.. document.Lines.Select(line => LineOf(line, digits)).OrderBy(line => line.LineNumber)],
            };
            return new(Totals(clean, digits), null);
        }
        catch (NotStageableException problem)
        {
            return new(null, new Rejection(problem.Code, problem.Message));
        }
    }

    private static void CheckLineNumbers(OrderDocument document)
    {
        if (document.Lines.Count == 0) throw new NotStageableException("NO_LINES", "the order has no lines");
        var twice = document.Lines.GroupBy(line => line.LineNumber).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new NotStageableException("DUPLICATE_LINE_NUMBER", $"line number {twice.Key} occurs {twice.Count()} times");
    }

    private static CustomerDetails CustomerOf(CustomerDetails customer) => new()
    {
        SalesforceAccountId = Text.Clean("customer.salesforceAccountId", customer.SalesforceAccountId),
        Name = Text.Clean("customer.name", customer.Name),
        Email = Text.Clean("customer.email", customer.Email),
        Phone = Text.Clean("customer.phone", customer.Phone),
        As400CustomerId = Text.Clean("customer.as400CustomerId", customer.As400CustomerId),
        DunsNumber = Text.Clean("customer.dunsNumber", customer.DunsNumber),
        TaxId = Text.Clean("customer.taxId", customer.TaxId),
        BillingAddress = Text.AddressOf("customer.billingAddress", customer.BillingAddress),
    };

    private static DocumentLine LineOf(DocumentLine line, int digits)
    {
        var where = $"line {line.LineNumber}";
        Bounded($"{where} quantity", line.Quantity, Amounts.LargestQuantity);
        Bounded($"{where} unitPrice", line.UnitPrice, Amounts.LargestPrice);
        Bounded($"{where} discountAmount", line.DiscountAmount, Amounts.LargestTotal);
        if (line.Quantity <= 0)
            throw new NotStageableException("QUANTITY_NOT_POSITIVE", $"{where} orders {Words(line.Quantity)} of {line.ProductCode}");
        return line with
        {
            ProductCode = Text.Clean($"{where} productCode", line.ProductCode)
                ?? throw new NotStageableException("NO_PRODUCT_CODE", $"{where} names no product"),
            ProductId = Text.Clean($"{where} productId", line.ProductId),
            Description = Text.Clean($"{where} description", line.Description),
            LineTotal = LineTotalOf(line, digits, where),
            Sizes = SizesOf(line, where),
        };
    }

    private static decimal LineTotalOf(DocumentLine line, int digits, string where)
    {
        var computed = line.Quantity * line.UnitPrice - line.DiscountAmount;
        var given = line.LineTotal ?? computed;
        Bounded($"{where} lineTotal", given, Amounts.LargestTotal);
        if (!Amounts.Equal(given, computed, digits))
            throw new NotStageableException("LINE_TOTAL_MISMATCH",
                $"{where} says lineTotal {Words(given)}, but {Words(line.Quantity)} x {Words(line.UnitPrice)} - {Words(line.DiscountAmount)} is {Words(computed)}");
        return Amounts.Round(given, digits);
    }

    private static Dictionary<string, decimal> SizesOf(DocumentLine line, string where)
    {
        var sizes = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, quantity) in line.Sizes)
        {
            var size = Text.Clean($"{where} size", name) ?? throw new NotStageableException("SIZE_WITHOUT_NAME", $"{where} has a size without a name");
            Bounded($"{where} size {size}", quantity, Amounts.LargestQuantity);
            if (!sizes.TryAdd(size, quantity)) throw new NotStageableException("DUPLICATE_SIZE", $"{where} names size {size} twice");
        }
        if (sizes.Count > 0 && sizes.Values.Sum() != line.Quantity)
            throw new NotStageableException("SIZES_MISMATCH", $"{where} orders {Words(line.Quantity)}, but its sizes sum to {Words(sizes.Values.Sum())}");
        return sizes;
    }

    private static OrderDocument Totals(OrderDocument order, int digits)
    {
        Bounded("orderTotal", order.OrderTotal, Amounts.LargestTotal);
        Bounded("taxTotal", order.TaxTotal, Amounts.LargestTotal);
        Bounded("shippingTotal", order.ShippingTotal, Amounts.LargestTotal);
        var sum = order.Lines.Sum(line => line.LineTotal!.Value) + order.TaxTotal + order.ShippingTotal;
        if (!Amounts.Equal(order.OrderTotal, sum, digits))
            throw new NotStageableException("ORDER_TOTAL_MISMATCH",
                $"orderTotal is {Words(order.OrderTotal)} {order.CurrencyCode}, but lines, tax and shipping sum to {Words(sum)} {order.CurrencyCode}");
        return order with
        {
            OrderTotal = Amounts.Round(order.OrderTotal, digits),
            TaxTotal = Amounts.Round(order.TaxTotal, digits),
            ShippingTotal = Amounts.Round(order.ShippingTotal, digits),
        };
    }

    private static void Bounded(string field, decimal value, decimal largest)
    {
        if (Math.Abs(value) >= largest) throw new NotStageableException("NUMBER_TOO_LARGE", $"{field} is {Words(value)}, {Words(largest)} and above cannot be stored");
    }

    private static string Words(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
