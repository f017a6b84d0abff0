using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workers.CreditCheck.Vendors;
using Workers.Hosting;
using Workers.Postgres;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>
/// Lets waiting orders go on. While a cause still stands one order probes it, ever less often; when the probe comes through, the rest follows
/// in hundreds. So an outage costs a few calls and a backlog drains at once.
/// </summary>
internal sealed class ResumeWaiting(
    IServiceScopeFactory scopes, CreditLookup lookup, CreditStore store, WaitingStore waiting, CallBudget budget, VendorStates states,
    IOptionsMonitor<CreditCheckOptions> options, TimeProvider clock, ILogger<ResumeWaiting> logger) : BackgroundService
{
    private const int Many = 100;
    private readonly Dictionary<string, Probe> probes = new[] { Wait.Budget, DnbClient.Vendor, As400Client.Vendor }.ToDictionary(cause => cause, _ => new Probe());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var cause in probes.Keys) await Drain(cause, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Waiting orders could not be looked at; tried again in {Pause}", options.CurrentValue.ResumeEvery);
            }
            await Task.Delay(options.CurrentValue.ResumeEvery, clock, stoppingToken);
        }
    }

    /// <summary>One round over the orders that wait for this cause.</summary>
    /// <returns>How many were claimed and how many went on.</returns>
    public async Task<(int Claimed, int WentOn)> RunOnce(string cause, CancellationToken cancellationToken)
    {
        if (await StillStands(cause, cancellationToken)) return (0, 0);
        var claimed = await waiting.Claim(cause, probes[cause].Failures > 0 ? 1 : Many, cancellationToken);
        if (claimed.Count == 0) return (0, 0);

        await using var scope = scopes.CreateAsyncScope();
        var publish = new Announcements(scope.ServiceProvider.GetRequiredService<IPublishEndpoint>(), logger, cancellationToken);
        var wentOn = 0;
        await Batches.Handle(claimed, async members => wentOn += await Resume(members, publish, cancellationToken), async (member, exception) =>
        {
            await publish.Failure(member.Key, exception);
            await waiting.Leave([member.Key], cancellationToken);
            wentOn++;
        });
        return (claimed.Count, wentOn);
    }

    // The row leaves after its event is published: a crash in between repeats both when the lease has ended.
    private async Task<int> Resume(IReadOnlyList<ClaimedWait> claimed, Announcements publish, CancellationToken cancellationToken)
    {
        var decided = (await store.Find(claimed.Select(item => item.Order).ToList(), cancellationToken)).Values.ToList();
        var open = claimed.ExceptBy(decided.Select(row => row.Key), item => item.Key).ToList();
        var lookups = await Task.WhenAll(open.Select(item => lookup.Ask(item.Order, cancellationToken)));
        foreach (var (item, found) in open.Zip(lookups))
            if (found.Wait is { } still) await waiting.PutBack(item, still, cancellationToken);

        var answered = open.Zip(lookups).Where(item => item.Second.Facts is not null).Select(item => (item.First.Order, item.Second.Facts!)).ToList();
        if (answered.Count > 0) decided.AddRange(await store.DecideOnce(answered, cancellationToken));
        await publish.Decisions(decided);
        await waiting.Leave(decided.Select(row => row.Key).ToList(), cancellationToken);
        return decided.Count;
    }

    private async Task Drain(string cause, CancellationToken cancellationToken)
    {
        var probe = probes[cause];
        if (clock.GetUtcNow() < probe.NotBefore) return;
        while (true)
        {
            var (claimed, wentOn) = await RunOnce(cause, cancellationToken);
            if (claimed == 0) return;
            if (wentOn == 0)
            {
                var seconds = Math.Min(options.CurrentValue.LongestPause.TotalSeconds, options.CurrentValue.ResumeEvery.TotalSeconds * Math.Pow(2, Math.Min(probe.Failures, 20)));
                (probe.Failures, probe.NotBefore) = (probe.Failures + 1, clock.GetUtcNow().AddSeconds(seconds));
                return;
            }
            (probe.Failures, probe.NotBefore) = (0, DateTimeOffset.MinValue);
        }
    }

    private async Task<bool> StillStands(string cause, CancellationToken cancellationToken) => cause == Wait.Budget
        ? !await budget.HasCallsLeft(cancellationToken) && !options.CurrentValue.DecideByAs400WhenLimited
        : await states.Pause(cause, cancellationToken) is not null;

    private sealed class Probe
    {
        public int Failures { get; set; }
        public DateTimeOffset NotBefore { get; set; }
    }
}
