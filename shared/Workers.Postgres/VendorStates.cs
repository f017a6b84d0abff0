using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Workers.Postgres;

/// <summary>
/// Which vendors an operator has paused: rows of the service's table <c>vendor_state (vendor text primary key, state text, since timestamptz, reason text, changed_by text)</c>,
/// so that a pause holds for all instances and over restarts. Read at most once a second.
/// </summary>
public sealed class VendorStates(Database database, TimeProvider clock)
{
    private IReadOnlyDictionary<string, VendorState> known = new Dictionary<string, VendorState>();
    private long readAt = long.MinValue;

    /// <summary>The pause of a vendor, or null when it is not paused.</summary>
    public async Task<VendorState?> Pause(string vendor, CancellationToken cancellationToken)
    {
        if (readAt == long.MinValue || clock.GetElapsedTime(readAt) > TimeSpan.FromSeconds(1))
        {
            known = (await All(cancellationToken)).ToDictionary(state => state.Vendor);
            readAt = clock.GetTimestamp();
        }
        return known.TryGetValue(vendor, out var state) && state.State == "paused" ? state : null;
    }

    /// <summary>Every vendor that was ever paused or resumed.</summary>
    public Task<IReadOnlyList<VendorState>> All(CancellationToken cancellationToken) => database.Query<VendorState>(
        """
        -- vendor states: read
        select vendor, state, since, reason, changed_by from vendor_state order by vendor
        """, null, cancellationToken);

    /// <summary>Pauses or resumes a vendor; audited in the same transaction, and only when it changes something.</summary>
    public Task<bool> Set(string vendor, string state, string by, string reason, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var changed = await connection.ExecuteAsync(
                """
                -- vendor states: set
                insert into vendor_state as current (vendor, state, since, reason, changed_by)
                values (@vendor, @state, now(), @reason, @by)
                on conflict (vendor) do update
                set state = excluded.state, since = excluded.since, reason = excluded.reason, changed_by = excluded.changed_by
                where current.state <> excluded.state
                """, new { vendor, state, by, reason }, transaction);
            if (changed == 1)
                await Journal.Audit(connection, transaction,
                [
                    new AuditEntry
                    {
                        EventType = state == "paused" ? "VENDOR_PAUSED" : "VENDOR_RESUMED", Description = $"{vendor}: {reason}",
                        Source = database.Schema, User = by,
                    },
                ]);
            readAt = long.MinValue;
            return changed == 1;
        }, cancellationToken);
}

/// <summary>One vendor's state.</summary>
public sealed class VendorState
{
    /// <summary>For example <c>netsuite</c>.</summary>
    public string Vendor { get; init; } = "";
    /// <summary><c>ok</c> or <c>paused</c>.</summary>
    public string State { get; init; } = "ok";
    /// <summary>Since when.</summary>
    public DateTime Since { get; init; }
    /// <summary>Why.</summary>
    public string? Reason { get; init; }
    /// <summary>Who.</summary>
    public string? ChangedBy { get; init; }
}

/// <summary>Body of a pause or resume.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record VendorStateChange(string? By, string? Reason);

/// <summary>The operator's endpoints for pausing vendors.</summary>
public static class VendorStateEndpoints
{
    /// <summary>Maps <c>GET /vendors</c> and <c>POST /vendors/{vendor}/pause|resume</c> for the given vendors.</summary>
    /// <param name="app">A group that asks for the operator's key.</param>
    /// <param name="vendors">Each vendor's name and whether its circuit is open.</param>
    public static void MapVendorStates(this IEndpointRouteBuilder app, IReadOnlyDictionary<string, Func<bool>> vendors)
    {
        app.MapGet("/vendors", async (VendorStates states, CancellationToken cancellationToken) =>
        {
            var rows = (await states.All(cancellationToken)).ToDictionary(state => state.Vendor);
            return vendors.Select(vendor => rows.TryGetValue(vendor.Key, out var row) && row.State == "paused"
                ? new { vendor = vendor.Key, state = "paused", since = (DateTime?)row.Since, reason = row.Reason }
                : new { vendor = vendor.Key, state = vendor.Value() ? "open" : "ok", since = (DateTime?)null, reason = (string?)(vendor.Value() ? "the vendor does not answer" : null) });
        });
        // Two routes, not a pattern: the slim host has no regular expressions in routes.
        foreach (var (action, state) in new[] { ("pause", "paused"), ("resume", "ok") })
            app.MapPost($"/vendors/{{vendor}}/{action}", async (
                string vendor, VendorStateChange? change, VendorStates states, CancellationToken cancellationToken) =>
            {
                if (!vendors.ContainsKey(vendor))
                    return Results.Problem($"Unknown vendor '{vendor}'. This service calls {string.Join(", ", vendors.Keys)}.", statusCode: 404);
                var changed = await states.Set(vendor, state, change?.By ?? "operator", change?.Reason ?? "", cancellationToken);
                return Results.Ok(new { vendor, state, changed });
            });
    }
}
