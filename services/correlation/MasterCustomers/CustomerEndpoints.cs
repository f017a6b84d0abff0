using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Workers.Correlation.MasterCustomers;

internal static class CustomerEndpoints
{
    private const long LargestUpload = 256 * 1024 * 1024;

    /// <summary>Read as a stream: a hundred thousand customers do not fit a worker's memory at once.</summary>
    public static void MapCustomers(this IEndpointRouteBuilder app) => app.MapPut("/customers", async (
        HttpContext http, CustomerUpload upload, CancellationToken cancellationToken) =>
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestUpload;
        try
        {
            var entries = JsonSerializer.DeserializeAsyncEnumerable<CustomerEntry>(http.Request.Body, Json.Options, cancellationToken);
            return Results.Json(await upload.Upsert(entries, cancellationToken), Json.Options);
        }
        catch (JsonException exception)
        {
            return Results.Problem(
                $"Not an array of customers at {exception.Path ?? "the start"}: {exception.Message} What came before it may be stored; the upload can be repeated.",
                statusCode: StatusCodes.Status400BadRequest);
        }
    });
}
