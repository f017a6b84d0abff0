namespace Workers.Simulators.Faults;

/// <summary>Decides for one vendor, call by call, what goes wrong.</summary>
internal sealed class FaultInjector(TimeProvider clock)
{
    private static readonly FaultProfile Calm = new();
    private volatile Running? running;

    public FaultProfile? Profile => running?.Profile;

    public void Set(FaultProfile profile) => running = new Running(profile, clock.GetUtcNow());

    public void Clear() => running = null;

    public FaultPlan Next(string operation)
    {
        if (running is not { } now || !Concerns(now.Profile.Only, operation))
            return new FaultPlan(Fault.None, 0, Calm);

        var profile = now.Profile;
        var position = Interlocked.Increment(ref now.Calls);
        var latency = profile.LatencyMs + (int)(profile.LatencyJitterMs * SeededDraw.At(profile.Seed, position, 1));
        if (profile.OutageSeconds > 0 && clock.GetUtcNow() < now.Since.AddSeconds(profile.OutageSeconds))
            return new FaultPlan(profile.OutageCut ? Fault.OutageCut : Fault.Outage, latency, profile);

        var fault = Pick(now.Shares, SeededDraw.At(profile.Seed, position, 0));
        if (fault != Fault.None && profile.MaxFaults > 0 && Interlocked.Increment(ref now.Faults) > profile.MaxFaults)
            fault = Fault.None;
        return new FaultPlan(fault, latency, profile);
    }

    public (JobFault Fault, int SlowMs) NextJob()
    {
        if (running is not { } now)
            return (JobFault.None, 0);

        var profile = now.Profile;
        var draw = SeededDraw.At(profile.Seed, Interlocked.Increment(ref now.Jobs), 2);
        if (draw < profile.NeverFinishingJob)
            return (JobFault.NeverFinishes, 0);
        if (draw < profile.NeverFinishingJob + profile.NeverFinishingJobAfter)
            return (JobFault.NeverFinishesAfter, 0);
        return draw < profile.NeverFinishingJob + profile.NeverFinishingJobAfter + profile.SlowJob
            ? (JobFault.Slow, profile.SlowJobMs)
            : (JobFault.None, 0);
    }

    private static Fault Pick((Fault Fault, double Share)[] shares, double draw)
    {
        foreach (var (fault, share) in shares)
        {
            if (draw < share)
                return fault;
            draw -= share;
        }

        return Fault.None;
    }

    private static bool Concerns(IReadOnlyList<string> patterns, string operation) =>
        patterns.Count == 0
        || patterns.Any(pattern => operation.Split('+').Any(name => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name)));

    private sealed class Running(FaultProfile profile, DateTimeOffset since)
    {
        public readonly FaultProfile Profile = profile;
        public readonly DateTimeOffset Since = since;
        public readonly (Fault Fault, double Share)[] Shares = [.. profile.Shares.Where(share => share.Share > 0)];
        public long Calls;
        public long Jobs;
        public long Faults;
    }
}
