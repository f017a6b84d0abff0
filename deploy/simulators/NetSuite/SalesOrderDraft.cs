using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>What a body asks for, checked against the account before anything is changed.</summary>
internal sealed class SalesOrderDraft
{
    public CustomerRecord? Customer { get; private set; }

    public string? Currency { get; private set; }

    public string? OrderStatus { get; private set; }

    public List<OrderLine>? Lines { get; private set; }

    public RecordOutcome? Error { get; private set; }

    /// <summary>Reads a create (no current order) or a change.</summary>
    public static SalesOrderDraft Read(JsonElement body, SalesOrderRecord? current, bool replaceItems, NetSuiteStore store)
    {
        var draft = new SalesOrderDraft();
        draft.Error = draft.ReadHeader(body, current, store) ?? draft.ReadLines(body, current, replaceItems, store);
        return draft;
    }

    private RecordOutcome? ReadHeader(JsonElement body, SalesOrderRecord? current, NetSuiteStore store)
    {
        if (body.Member("entity") is { } entity)
        {
            Customer = FindCustomer(entity, store);
            if (Customer is null)
                return Bad("entity");
        }
        else if (current is null)
        {
            return NetSuiteErrors.Outcome(400, "USER_ERROR", "Error while accessing a resource. Please enter value(s) for: Customer.");
        }

        if (body.Member("currency") is { ValueKind: not JsonValueKind.Null } currency && (Currency = Currencies.CodeOf(currency)) is null)
            return Bad("currency");
        foreach (var amount in (string[])["taxTotal", "shippingCost", "discountTotal", "handlingCost"])
        {
            if (body.Member(amount) is { ValueKind: not (JsonValueKind.Number or JsonValueKind.Null) })
                return Bad(amount);
        }

        return ReadStatus(body, current);
    }

    private RecordOutcome? ReadStatus(JsonElement body, SalesOrderRecord? current)
    {
        if (body.Member("orderStatus") is not { ValueKind: not JsonValueKind.Null } wanted)
            return null;

        OrderStatus = wanted.ValueKind == JsonValueKind.String ? wanted.GetString() : wanted.Text("id");
        return OrderStatus switch
        {
            "A" or "B" => null,
            // An approved order cannot be cancelled, only closed line by line.
            "C" when current is { OrderStatus: "A" or "C" } => null,
            "C" => NetSuiteErrors.Outcome(400, "USER_ERROR", "Error while accessing a resource. Only a sales order that is pending approval can be cancelled; close its lines instead."),
            _ => Bad("orderStatus"),
        };
    }

    private RecordOutcome? ReadLines(JsonElement body, SalesOrderRecord? current, bool replaceItems, NetSuiteStore store)
    {
        var elements = body.Member("item")?.Member("items");
        if (elements is not { ValueKind: JsonValueKind.Array })
            return current is null ? NoLines() : null;

        var lines = replaceItems || current is null ? [] : new List<OrderLine>(current.Lines);
        var index = 0;
        foreach (var element in elements.Value.EnumerateArray())
        {
            var (line, error) = OrderLineReader.Read(element, index++, lines, replaceItems ? current?.Lines : null, store);
            if (error is not null)
                return error;

            var position = lines.FindIndex(existing => existing.Line == line!.Line);
            if (position < 0)
                lines.Add(line!);
            else
                lines[position] = line!;
        }

        Lines = lines;
        return lines.Count == 0 ? NoLines() : null;
    }

    private static CustomerRecord? FindCustomer(JsonElement entity, NetSuiteStore store)
    {
        var customer = entity.Text("id") is { } id
            ? store.Customers.GetValueOrDefault(long.TryParse(id, out var number) ? number : -1)
            : store.CustomersByExternalId.GetValueOrDefault(entity.Text("externalId") ?? "");
        return customer is { Deleted: false } ? customer : null;
    }

    private static RecordOutcome NoLines() =>
        NetSuiteErrors.Outcome(400, "USER_ERROR", "Error while accessing a resource. You must enter at least one line item for this transaction.");

    internal static RecordOutcome Bad(string path) =>
        NetSuiteErrors.Outcome(
            400,
            "INVALID_CONTENT",
            $"Error while accessing a resource. Invalid value for the resource or sub-resource field '{path.Split('.')[^1]}'. Provide a valid value.",
            path);
}
