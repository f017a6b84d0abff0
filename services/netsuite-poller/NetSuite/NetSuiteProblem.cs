using System.Net;
using Workers.Vendors;

namespace Workers.NetSuitePoller.NetSuite;

/// <summary>What an answer means for us.</summary>
internal enum Meaning
{
    Success,
    AlreadySubmitted,
    Throttled,
    NotSignedOn,
    AlreadyExists,
    Missing,
    Refused,
    Broken,
}

/// <summary>An answer, classified by NetSuite's code in the body and only then by its status.</summary>
internal sealed record NetSuiteProblem(Meaning Meaning, string Code, string Detail)
{
    public static NetSuiteProblem Of(VendorResponse response)
    {
        var status = (int)response.Status;
        var body = NetSuiteJson.Parse(response.Body);
        var detail = body?.Items("o:errorDetails").FirstOrDefault();
        var code = detail?.Text("o:errorCode") ?? "";
        var words = Words(detail?.Text("detail") ?? body?.Text("title") ?? "", detail?.Text("o:errorPath"));
        return new(MeaningOf(status, code, words), code.Length > 0 ? code : $"HTTP_{status}", words.Length > 0 ? words : $"HTTP {status} without an explanation");
    }

    private static Meaning MeaningOf(int status, string code, string words) => (status, code) switch
    {
        (_, "IDEMPOTENCY_ERROR") => Meaning.AlreadySubmitted,
        (_, "CONCURRENCY_LIMIT_EXCEEDED" or "SSS_REQUEST_LIMIT_EXCEEDED" or "WS_REQUEST_BLOCKED") or (429, _) => Meaning.Throttled,
        (_, "INVALID_LOGIN") or (401, _) => Meaning.NotSignedOn,
        (>= 500 or (>= 300 and < 400), _) => Meaning.Broken,
        // 200 with an error body, seen at proxies in front of NetSuite.
        ( < 300, { Length: > 0 }) => Meaning.Broken,
        ( < 300, _) => Meaning.Success,
        (404, _) or (_, "NONEXISTENT_ID") => Meaning.Missing,
        (_, "DUP_RCRD" or "UNIQUE_CUST_ID_REQD") => Meaning.AlreadyExists,
        (_, "USER_ERROR") when words.Contains("already exists", StringComparison.OrdinalIgnoreCase) => Meaning.AlreadyExists,
        // A time-out of a gateway, not a judgement on the request.
        ((int)HttpStatusCode.RequestTimeout, _) => Meaning.Broken,
        _ => Meaning.Refused,
    };

    private static string Words(string detail, string? path)
    {
        var text = path is null || detail.Contains(path, StringComparison.Ordinal) ? detail : $"{detail} (at {path})";
        return text.Length <= 1000 ? text : text[..1000];
    }
}
