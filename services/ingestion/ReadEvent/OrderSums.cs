using System.Globalization;
using Workers.Contracts.Ingestion;

namespace Workers.Ingestion.ReadEvent;

/// <summary>The figures of an order agree with each other, to the currency's minor unit.</summary>
internal static class OrderSums
{
    public static void Check(OrderDocument order, Violations violations)
    {
        Currencies.TryMinorUnit(order.CurrencyCode, out var decimals);
        var seen = new HashSet<int>();
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var (line, path) = (order.Lines[i], $"$.lines[{i}]");
            if (!seen.Add(line.LineNumber))
                violations.Add(Codes.DuplicateLine, $"{path}.lineNumber", $"Line number {line.LineNumber} is there twice.", "each line number once", Text(line.LineNumber));
            var sizes = line.Sizes.Values.Sum();
            if (line.Sizes.Count > 0 && sizes != line.Quantity)
                violations.Add(Codes.SizesMismatch, $"{path}.sizes", $"The sizes sum to {Text(sizes)}, the quantity is {Text(line.Quantity)}.", Text(line.Quantity), Text(sizes));
            if (line.LineTotal is { } given && !AreEqual(given, Computed(line), decimals))
                violations.Add(Codes.LineTotalMismatch, $"{path}.lineTotal", $"The line total is {Text(given)}, quantity * unitPrice - discountAmount is {Text(Computed(line))}.", Text(Computed(line)), Text(given));
            if (Computed(line) < 0)
                violations.Add(Codes.LineTotalMismatch, $"{path}.discountAmount", $"The discount {Text(line.DiscountAmount)} is more than the line's price {Text(line.Quantity * line.UnitPrice)}.", "at most the line's price", Text(line.DiscountAmount));
        }
        var sum = order.Lines.Sum(line => line.LineTotal ?? Rounded(Computed(line), decimals)) + order.TaxTotal + order.ShippingTotal;
        if (!AreEqual(order.OrderTotal, sum, decimals))
            violations.Add(Codes.OrderTotalMismatch, "$.orderTotal", $"The order total is {Text(order.OrderTotal)}, lines, tax and shipping sum to {Text(sum)}.", Text(sum), Text(order.OrderTotal));
    }

    /// <summary>Fills the line totals that the channel left out.</summary>
    public static OrderDocument Complete(OrderDocument order)
    {
        if (order.Lines.All(line => line.LineTotal is not null)) return order;
        Currencies.TryMinorUnit(order.CurrencyCode, out var decimals);
        return order with { Lines = [.. order.Lines.Select(line => line with { LineTotal = line.LineTotal ?? Rounded(Computed(line), decimals) })] };
    }

    private static decimal Computed(DocumentLine line) => line.Quantity * line.UnitPrice - line.DiscountAmount;

    private static decimal Rounded(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);

    // Half a minor unit either way, so that every rule of rounding a channel may use passes.
    private static bool AreEqual(decimal left, decimal right, int decimals) => Math.Abs(left - right) * 2 <= new decimal(1, 0, 0, false, (byte)decimals);

    private static string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
