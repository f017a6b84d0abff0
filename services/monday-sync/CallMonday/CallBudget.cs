using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Workers.Vendors;

namespace Workers.MondaySync.CallMonday;

/// <summary>
/// What Monday's headers say is left: calls and complexity in this minute, slots. Known to this process alone; a budget shared by the
/// fleet takes this class's place without a change elsewhere.
/// </summary>
internal sealed partial class CallBudget : IDisposable
{
    private readonly TimeProvider clock;
    private readonly Meter meter = new("Workers.MondaySync");
    private readonly Dictionary<string, long> left = [];
    private DateTimeOffset emptyUntil;

    public CallBudget(TimeProvider clock)
    {
        this.clock = clock;
        Calls = meter.CreateCounter<long>("workers.monday.calls", description: "Calls to Monday");
        meter.CreateObservableGauge("workers.monday.budget", () => Left().Select(budget => new Measurement<long>(budget.Value, new KeyValuePair<string, object?>("limit", budget.Key))));
    }

    public Counter<long> Calls { get; }

    /// <summary>How long no call should be made because a limit is used up.</summary>
    public TimeSpan? Wait()
    {
        var rest = emptyUntil - clock.GetUtcNow();
        return rest > TimeSpan.Zero ? rest : null;
    }

    public IReadOnlyDictionary<string, long> Left()
    {
        lock (left) return new Dictionary<string, long>(left);
    }

    public void Observe(VendorResponse response)
    {
        if (!response.Headers.TryGetValue("RateLimit", out var header)) return;
        foreach (Match limit in Limits().Matches(header))
        {
            if (!long.TryParse(limit.Groups["left"].Value, CultureInfo.InvariantCulture, out var rest)) continue;
            lock (left) left[limit.Groups["name"].Value] = rest;
            // Without a time the minute is over after a minute at the latest; slots come back by themselves.
            if (rest <= 0 && limit.Groups["name"].Value != "concurrency")
                emptyUntil = clock.GetUtcNow() + TimeSpan.FromSeconds(int.TryParse(limit.Groups["time"].Value, out var seconds) ? Math.Clamp(seconds, 1, 86_400) : 5);
        }
    }

    public void Dispose() => meter.Dispose();

    [GeneratedRegex("\"(?<name>[A-Za-z]+)\";r=(?<left>-?\\d+)(?:;t=(?<time>\\d+))?")]
    private static partial Regex Limits();
}
