using System.Diagnostics;
using Workers.Fleet.Home;
using Workers.Fleet.Publish;
using Workers.Fleet.Services;

namespace Workers.Fleet.Demo;

/// <summary>Publishes and watches until nothing moves any more, or the time is over.</summary>
internal sealed class DemoRun(RunningFleet fleet, IReadOnlyList<OrderEvent> events)
{
    private readonly OutcomeReader reader = new(fleet, events);

    public async Task<DemoOutcome> Run(TimeSpan limit, CancellationToken cancellationToken)
    {
        await reader.Start(cancellationToken);
        var watch = Stopwatch.StartNew();
        var confirmed = 0;
        var publishing = PublishCommand.For(fleet).Publish(events, 1, () => Interlocked.Increment(ref confirmed), cancellationToken);

        var outcome = new DemoOutcome { Published = events.Count, NotSeen = events.Count };
        while (watch.Elapsed < limit)
        {
            await Task.Delay(Pause(watch.Elapsed), cancellationToken);
            if (publishing.IsFaulted)
                await publishing;
            outcome = await Look(outcome, cancellationToken);
            Say.Progress($"{watch.Elapsed.TotalSeconds,5:0} s  {outcome with { Published = confirmed }}");
            if (publishing.IsCompleted && outcome.AllAccountedFor)
                break;
        }

        var seconds = Math.Round(watch.Elapsed.TotalSeconds, 1);
        if (publishing.IsCompleted)
            await publishing;
        return await reader.WithLedgers(outcome, cancellationToken) with { Seconds = seconds };
    }

    // A part of the fleet that is down is a reason to wait, not to stop: its restart lets the orders go on.
    private async Task<DemoOutcome> Look(DemoOutcome before, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.Buckets(cancellationToken);
        }
        catch (FleetException e)
        {
            Say.Line($"Waiting: {e.Message}");
            return before;
        }
    }

    private static TimeSpan Pause(TimeSpan elapsed) => elapsed < TimeSpan.FromSeconds(1) ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(Console.IsErrorRedirected ? 2 : 1);
}
