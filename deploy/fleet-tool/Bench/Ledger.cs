using System.Globalization;
using System.Text.Json;
using Workers.Fleet.Services;

namespace Workers.Fleet.Bench;

/// <summary>When the simulators made a record, by the order's external id.</summary>
internal static class Ledger
{
    public static async Task<Dictionary<string, DateTimeOffset>> Times(RunningFleet fleet, string thing, CancellationToken cancellationToken)
    {
        var ledger = JsonSerializer.Deserialize<JsonElement>(await fleet.CallSimulators(HttpMethod.Get, $"_ledger/{thing}", null, cancellationToken));
        var times = new Dictionary<string, DateTimeOffset>();
        foreach (var record in ledger.EnumerateArray())
            times[ExternalId(record)] = DateTimeOffset.Parse(record.GetProperty("createdAt").GetString()!, CultureInfo.InvariantCulture);
        return times;
    }

    private static string ExternalId(JsonElement record) =>
        (record.TryGetProperty("externalId", out var id) ? id : record.GetProperty("columnValues").GetProperty("external_id")).ToString();
}
