using System.Text.Json;
using Workers.Fleet.Publish;
using Workers.Fleet.Services;

namespace Workers.Fleet.Demo;

/// <summary>Looks the orders of a file up: their buckets at the service orders, their records in the simulators' ledgers.</summary>
internal sealed class OutcomeReader(RunningFleet fleet, IReadOnlyList<OrderEvent> events)
{
    private readonly (string Source, string SourceOrderId)[] orders =
        [.. events.Where(each => each.SourceOrderId is not null).Select(each => (each.Source, each.SourceOrderId!)).Distinct()];

    private long quarantinedBefore;

    /// <summary>Called before publishing: what is in quarantine already is not this run's.</summary>
    public async Task Start(CancellationToken cancellationToken) => quarantinedBefore = await Quarantined(cancellationToken);

    public async Task<DemoOutcome> Buckets(CancellationToken cancellationToken)
    {
        var buckets = new Dictionary<string, int>();
        foreach (var chunk in orders.Chunk(2000))
        {
            var found = await fleet.Post("orders", "/orders/lookup", chunk.Select(order => new { source = order.Source, sourceOrderId = order.SourceOrderId }), cancellationToken);
            foreach (var bucket in found.EnumerateArray().Select(order => order.GetProperty("bucket").GetString() ?? "moving"))
                buckets[bucket] = buckets.GetValueOrDefault(bucket) + 1;
        }

        var accepted = buckets.Values.Sum();
        var quarantined = Math.Max(0, await Quarantined(cancellationToken) - quarantinedBefore);
        int Of(string bucket) => buckets.GetValueOrDefault(bucket);
        return new()
        {
            Published = events.Count, Accepted = accepted, Quarantined = quarantined,
            Completed = Of("completed"), InReview = Of("in-review"), Failed = Of("failed"), Cancelled = Of("cancelled"), Moving = Of("moving"),
            NotSeen = (int)Math.Max(0, orders.Length - accepted - quarantined),
        };
    }

    public async Task<DemoOutcome> WithLedgers(DemoOutcome outcome, CancellationToken cancellationToken)
    {
        var ids = events.Select(each => each.ExternalId?.ToString()).OfType<string>().ToHashSet();
        var sales = (await Ledger("netsuite/sales-orders", cancellationToken)).Where(order => !IsTrue(order, "deleted") && ids.Contains(Text(order, "externalId")));
        var items = (await Ledger("monday/items", cancellationToken)).Where(item => IsActive(item) && ids.Contains(Column(item, "external_id"))).Select(item => Text(item, "id")).ToHashSet();
        var subitems = (await Ledger("monday/subitems", cancellationToken)).Where(item => IsActive(item) && items.Contains(Text(item, "parentItemId")));
        return outcome with { SalesOrders = sales.Count(), BoardItems = items.Count, BoardSubitems = subitems.Count() };
    }

    private async Task<long> Quarantined(CancellationToken cancellationToken) =>
        (await fleet.Get("ingestion", "/intake/counts", cancellationToken)).GetProperty("quarantined").GetInt64();

    private async Task<IEnumerable<JsonElement>> Ledger(string thing, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<JsonElement>(await fleet.CallSimulators(HttpMethod.Get, $"_ledger/{thing}", null, cancellationToken)).EnumerateArray();

    private static bool IsActive(JsonElement item) => !item.TryGetProperty("state", out var state) || state.GetString() == "active";

    private static bool IsTrue(JsonElement record, string name) => record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement record, string name) => record.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static string Column(JsonElement item, string column) =>
        !item.TryGetProperty("columnValues", out var values) || !values.TryGetProperty(column, out var value) ? ""
        : value.ValueKind == JsonValueKind.Object ? (value.TryGetProperty("text", out var text) ? text.ToString() : Text(value, "value"))
        : value.ToString();
}
