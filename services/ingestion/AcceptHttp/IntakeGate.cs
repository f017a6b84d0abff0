using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Workers.Hosting;

namespace Workers.Ingestion.AcceptHttp;

/// <summary>Who may post, and how often. Asked before a byte of the body is read.</summary>
internal sealed class IntakeGate(IOptions<IngestionOptions> options) : IDisposable
{
    private readonly TokenBucketRateLimiter limiter = new(Bucket(options.Value));

    /// <summary>The answer to a caller who may not go on; null for one who may.</summary>
    public IResult? Refuse(HttpContext context)
    {
        if (!OperatorKey.Matches(context, options.Value.ApiKey))
            return Results.Problem("Send the intake key in the header X-Api-Key.", statusCode: StatusCodes.Status401Unauthorized);
        using var lease = limiter.AttemptAcquire();
        if (lease.IsAcquired) return null;

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return Results.Problem(
            $"More than {options.Value.RequestsPerSecond} orders per second. Try again in {wait} s, or publish to the exchange order-events.",
            statusCode: StatusCodes.Status429TooManyRequests);
    }

    public void Dispose() => limiter.Dispose();

    private static TokenBucketRateLimiterOptions Bucket(IngestionOptions options)
    {
        var tokens = Math.Max(1, options.RequestsPerSecond / 10);
        return new()
        {
            TokenLimit = options.Burst, TokensPerPeriod = tokens, QueueLimit = 0,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / (double)options.RequestsPerSecond),
        };
    }
}
