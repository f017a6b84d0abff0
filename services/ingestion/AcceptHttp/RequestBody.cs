using Microsoft.AspNetCore.Http.Features;

namespace Workers.Ingestion.AcceptHttp;

/// <summary>Reads a request's body, and stops as soon as it is too long.</summary>
internal static class RequestBody
{
    /// <summary>The bytes; null when there are more than <paramref name="longest"/>.</summary>
    public static async Task<byte[]?> Read(HttpContext context, int longest)
    {
        // Kestrel's own limit would cut the connection instead of answering.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null;
        if (context.Request.ContentLength > longest) return null;

        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 4_096));
        var buffer = new byte[16_384];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            if (body.Length + count > longest) return null;
            body.Write(buffer, 0, count);
        }
        return body.ToArray();
    }
}
