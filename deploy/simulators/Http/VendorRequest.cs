using Microsoft.Extensions.Primitives;

namespace Workers.Simulators.Http;

/// <summary>One call as a vendor sees it, read whole so that it can be held back, repeated or answered twice.</summary>
internal sealed class VendorRequest
{
    public required string Method { get; init; }

    /// <summary>Path below the vendor's prefix, with a leading slash.</summary>
    public required string Path { get; init; }

    public required IQueryCollection Query { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The vendor's base address as the caller reached it: links must lead back here.</summary>
    public required string BaseUrl { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What the call does, in the vendor's words; fault patterns are matched against it.</summary>
    public string Operation { get; set; } = "unknown";

    /// <summary>Business keys of the call for the ledger.</summary>
    public string? Keys { get; set; }

    /// <summary>What the vendor already worked out from the body.</summary>
    public object? Parsed { get; set; }

    public string? Header(string name) =>
        Headers.TryGetValue(name, out var value) && !StringValues.IsNullOrEmpty(value) ? value.ToString() : null;

    public string? Parameter(string name) =>
        Query.TryGetValue(name, out var value) && !StringValues.IsNullOrEmpty(value) ? value.ToString() : null;

    public static async Task<VendorRequest> Read(HttpContext context, string prefix, DateTimeOffset now)
    {
        var request = context.Request;
        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 1 << 20));
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var path = request.Path.Value![prefix.Length..];
        return new VendorRequest
        {
            Method = request.Method,
            Path = path.Length == 0 ? "/" : path,
            Query = request.Query,
            Headers = request.Headers,
            Body = body.ToArray(),
            BaseUrl = BaseUrlOf(request) + prefix,
            At = now,
        };
    }

    private static string BaseUrlOf(HttpRequest request)
    {
        var scheme = request.Headers["X-Forwarded-Proto"].FirstOrDefault() ?? request.Scheme;
        var host = request.Headers["X-Forwarded-Host"].FirstOrDefault() ?? request.Host.Value;
        return $"{scheme}://{host}";
    }
}
