using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.Dnb;

/// <summary>Bodies in D&amp;B's form.</summary>
internal static class DnbErrors
{
    public static VendorReply Reply(int status, string code, string message) => VendorReply.Write(status, json =>
    {
        json.WriteStartObject();
        Transaction(json, DateTimeOffset.UnixEpoch);
        json.WriteStartObject("error");
        json.WriteString("errorCode", code);
        json.WriteString("errorMessage", message);
        json.WriteStartArray("errorDetails");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }).With("x-request-id", Guid.NewGuid().ToString()).With("x-request-status", "failure");

    public static void Transaction(Utf8JsonWriter json, DateTimeOffset now)
    {
        json.WriteStartObject("transactionDetail");
        json.WriteString("transactionID", $"rrt-{Guid.NewGuid():N}");
        if (now != DateTimeOffset.UnixEpoch)
            json.WriteString("transactionTimestamp", JsonText.Iso(now));
        json.WriteString("inLanguage", "en-US");
        json.WriteString("serviceVersion", "1");
        json.WriteEndObject();
    }
}
