using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>Reads one element of the item sublist: a new line, or a change of the line it numbers.</summary>
internal static class OrderLineReader
{
    public static (OrderLine? Line, RecordOutcome? Error) Read(
        JsonElement element, int index, List<OrderLine> lines, List<OrderLine>? replaced, NetSuiteStore store)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return Bad(index, "line");

        var number = element.Member("line") is { ValueKind: JsonValueKind.Number } given && given.TryGetInt32(out var parsed) ? parsed : 0;
        var old = number > 0 ? lines.Find(line => line.Line == number) ?? replaced?.Find(line => line.Line == number) : null;
        var item = old?.Item;
        if (element.Member("item") is { } reference)
            item = FindItem(reference, store);
        if (item is null)
            return Bad(index, "item");

        if (!Number(element, "quantity", old?.Quantity ?? 1, out var quantity) || quantity < 0)
            return Bad(index, "quantity");
        if (!Number(element, "rate", old?.Rate ?? item.ListPrice ?? 0, out var rate))
            return Bad(index, "rate");
        var untouched = old is not null && element.Member("quantity") is null && element.Member("rate") is null;
        if (!Number(element, "amount", untouched ? old!.Amount : Math.Round(quantity * rate, 2, MidpointRounding.AwayFromZero), out var amount))
            return Bad(index, "amount");

        var closed = element.Member("isClosed") is { } flag ? flag.ValueKind == JsonValueKind.True : old?.IsClosed ?? false;
        var line = old?.Line ?? (number > 0 && lines.TrueForAll(other => other.Line != number) ? number : NextNumber(lines));
        return (new OrderLine(line, item, quantity, rate, amount, closed, JsonMerge.Over(old?.Raw, element, Computed)), null);
    }

    private static bool Computed(string name) => name is "line" or "item" or "quantity" or "rate" or "amount" or "isClosed" or "links";

    private static int NextNumber(List<OrderLine> lines) => lines.Count == 0 ? 1 : lines.Max(line => line.Line) + 1;

    private static ItemRecord? FindItem(JsonElement reference, NetSuiteStore store) =>
        store.Items.GetValueOrDefault(reference.Text("id") ?? reference.Text("externalId") ?? "");

    private static bool Number(JsonElement element, string name, decimal otherwise, out decimal value)
    {
        value = otherwise;
        return element.Member(name) is not { ValueKind: not JsonValueKind.Null } given
            || (given.ValueKind == JsonValueKind.Number && given.TryGetDecimal(out value) && Math.Abs(value) < 1e15m);
    }

    private static (OrderLine?, RecordOutcome) Bad(int index, string field) => (null, SalesOrderDraft.Bad($"item.items[{index}].{field}"));
}
