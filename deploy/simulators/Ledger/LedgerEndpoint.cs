using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workers.Simulators.Ledger;

/// <summary>GET of a ledger: its rows, or with <c>summary=true</c> its sums.</summary>
internal static class LedgerEndpoint
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>False when the vendor keeps no such ledger; then nothing was sent.</summary>
    public static async Task<bool> Send(HttpContext context, VendorSeat seat, string thing)
    {
        using var buffer = new ChunkBuffer();
        await using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            if (!Write(json, seat, thing, context.Request.Query))
                return false;
        }

        await buffer.Send(context.Response, context.RequestAborted);
        return true;
    }

    private static bool Write(Utf8JsonWriter json, VendorSeat seat, string thing, IQueryCollection query)
    {
        var since = DateTimeOffset.TryParse(query["since"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : (DateTimeOffset?)null;
        var summary = query["summary"] == "true";
        if (thing != "calls")
            return summary ? seat.Vendor.WriteSummary(thing, json) : seat.Vendor.WriteLedger(thing, since, json);

        if (summary)
            seat.Calls.WriteSummary(json);
        else
            seat.Calls.Write(json, since);
        return true;
    }
}
