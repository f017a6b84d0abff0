using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>Error bodies in NetSuite's form.</summary>
internal static class NetSuiteErrors
{
    public const string ContentType = "application/vnd.oracle.resource+json; type=error; charset=utf-8";

    public static VendorReply Reply(int status, string code, string detail, string? path = null) =>
        VendorReply.Write(status, json => Write(json, status, code, detail, path), ContentType);

    public static RecordOutcome Outcome(int status, string code, string detail, string? path = null) =>
        new(status, null, JsonText.Utf8(json => Write(json, status, code, detail, path)));

    public static VendorReply InvalidLogin() =>
        Reply(401, "INVALID_LOGIN", "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.")
            .With("WWW-Authenticate", "Bearer realm=\"NetSuite\", error=\"invalid_token\", error_description=\"Invalid login attempt.\"");

    private static void Write(Utf8JsonWriter json, int status, string code, string detail, string? path)
    {
        json.WriteStartObject();
        json.WriteString("type", TypeOf(status, code));
        json.WriteString("title", TitleOf(status, code));
        json.WriteNumber("status", status);
        json.WriteStartArray("o:errorDetails");
        json.WriteStartObject();
        json.WriteString("detail", detail);
        if (path is not null)
            json.WriteString("o:errorPath", path);
        json.WriteString("o:errorCode", code);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string TypeOf(int status, string code) => (status, code) switch
    {
        (_, "IDEMPOTENCY_ERROR") => "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.10",
        (400 or 429, _) => "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.1",
        (401, _) => "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.2",
        (404, _) => "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5",
        (405, _) => "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.6",
        (503, _) => "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.4",
        _ => "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.1",
    };

    // The title of a 429 is "Bad Request": that is what the vendor sends.
    private static string TitleOf(int status, string code) => (status, code) switch
    {
        (_, "IDEMPOTENCY_ERROR") => "Conflict",
        (400 or 429, _) => "Bad Request",
        (401, _) => "Unauthorized",
        (404, _) => "Not Found",
        (405, _) => "Method Not Allowed",
        (503, _) => "Service Unavailable",
        (200, _) => "OK",
        _ => "Internal Server Error",
    };
}

/// <summary>What a record operation came to: answered at once, or kept as the result of a task.</summary>
internal sealed record RecordOutcome(int Status, string? LocationPath, byte[]? Body)
{
    public static RecordOutcome Done(string locationPath) => new(204, locationPath, null);

    public bool Succeeded => Status is >= 200 and < 300;

    public VendorReply ToReply(string baseUrl)
    {
        var contentType = Succeeded ? "application/vnd.oracle.resource+json; type=singular; charset=utf-8" : NetSuiteErrors.ContentType;
        var reply = new VendorReply(Status, Body ?? [], Body is null ? "" : contentType);
        return LocationPath is null ? reply : reply.With("Location", baseUrl + LocationPath);
    }
}
