using Workers.Simulators.Http;

namespace Workers.Simulators.Monday;

/// <summary>The account's budgets, and what every answer tells about them.</summary>
internal sealed class MondayLimits(MondaySettings settings)
{
    private const double RejectedCost = 0.1;
    private readonly RateWindow minute = new(TimeSpan.FromMinutes(1));
    private readonly RateWindow day = new(TimeSpan.FromDays(1));
    private readonly RateWindow complexity = new(TimeSpan.FromMinutes(1));
    private int inFlight;

    public VendorReply? Enter(DateTimeOffset now)
    {
        if (Interlocked.Increment(ref inFlight) > settings.Concurrency)
            return Reject("MAX_CONCURRENCY_EXCEEDED", "Too many concurrent requests", 1, now);
        if (!day.TryTake(1, settings.RequestsPerDay, now, out _))
            return Reject("DAILY_LIMIT_EXCEEDED", "Daily limit exceeded", day.SecondsToReset(now), now);
        return minute.TryTake(1, settings.RequestsPerMinute, now, out _)
            ? null
            : Reject("MINUTE_RATE_LIMIT_EXCEEDED", "Minute rate limit exceeded", minute.SecondsToReset(now), now);
    }

    public void Leave() => Interlocked.Decrement(ref inFlight);

    /// <summary>Spends points, or refuses; the report says what was left before and after.</summary>
    public (ComplexityReport Report, VendorReply? Refusal) Spend(long cost, DateTimeOffset now)
    {
        var reset = complexity.SecondsToReset(now);
        if (cost > settings.ComplexityPerCall)
        {
            var left = (long)complexity.Left(settings.ComplexityPerMinute, now);
            return (new(left, left, cost, reset),
                MondayReplies.Error(429, "COMPLEXITY_BUDGET_EXHAUSTED", $"Query has complexity of {cost}, which exceeds max complexity of {settings.ComplexityPerCall}", reset));
        }

        if (!complexity.TryTake(cost, settings.ComplexityPerMinute, now, out var after))
            return (new((long)after, (long)after, cost, reset), MondayReplies.Error(429, "COMPLEXITY_BUDGET_EXHAUSTED", "Complexity budget exhausted", reset));
        return (new((long)after + cost, (long)after, cost, reset), null);
    }

    public VendorReply Decorate(VendorReply reply, DateTimeOffset now) => reply
        .With("RateLimit-Policy", $"\"minuteRate\";q={settings.RequestsPerMinute};w=60, \"concurrency\";q={settings.Concurrency};qu=\"concurrent-requests\", \"complexityMinute\";q={settings.ComplexityPerMinute};w=60;qu=\"content-bytes\"")
        .With("RateLimit", $"\"minuteRate\";r={minute.Left(settings.RequestsPerMinute, now):0}, \"concurrency\";r={Math.Max(0, settings.Concurrency - Volatile.Read(ref inFlight))}, \"complexityMinute\";r={complexity.Left(settings.ComplexityPerMinute, now):0};t={complexity.SecondsToReset(now)}");

    public void Reset()
    {
        minute.Reset();
        day.Reset();
        complexity.Reset();
    }

    private VendorReply Reject(string code, string message, int retryIn, DateTimeOffset now)
    {
        day.Charge(RejectedCost, now);
        return MondayReplies.Error(429, code, message, retryIn);
    }
}
