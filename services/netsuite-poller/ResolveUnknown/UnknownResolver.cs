using MassTransit;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.Landing;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.PollSalesOrders;
using Workers.NetSuitePoller.SalesOrders;
using Workers.NetSuitePoller.SubmitSalesOrders;
using Workers.Postgres;
using Workers.Vendors;

namespace Workers.NetSuitePoller.ResolveUnknown;

/// <summary>The slow lane: looks orders of unknown outcome up by their external ids until it is known what became of them.</summary>
internal sealed class UnknownResolver(
    PollStore store, SubmissionMembers members, SubmissionResults results, LandingStore landing, OutcomeReader reader, NetSuiteClient client,
    Announcer announcer, IBus bus, Database database, CreateSignal creates, IOptions<NetSuiteOptions> options, ILogger<UnknownResolver> logger)
{
    private const int AtOnce = 10;

    /// <returns>How many submissions were looked up.</returns>
    public async Task<int> RunOnce(CancellationToken cancellationToken)
    {
        foreach (var abandoned in await store.Abandoned(cancellationToken))
            await announcer.Announce(bus, await results.Unknown(abandoned, "the process that sent it did not come back", cancellationToken), cancellationToken);

        var claimed = await store.Claim(SubmissionState.Unknown, AtOnce, cancellationToken);
        if (claimed.Count == 0) return 0;
        try
        {
            await LookUp(claimed, cancellationToken);
        }
        catch (VendorException exception)
        {
            logger.LogWarning("{Count} submissions could not be looked up: {Reason}", claimed.Count, exception.Message);
            await store.Release(claimed, options.Value.BackOff * 4, cancellationToken);
        }

        return claimed.Count;
    }

    private async Task LookUp(IReadOnlyList<Submission> claimed, CancellationToken cancellationToken)
    {
        // The database's clock, like every lease and due time.
        var now = await database.QuerySingle<DateTime>("select now()", null, cancellationToken);
        var open = await members.Of([.. claimed.Select(submission => submission.SubmissionId)], cancellationToken);
        var found = (await reader.Find([.. open.SelectMany(group => group)], cancellationToken)).ToDictionary(outcome => outcome.OrderId);
        var outcomes = new List<SubmissionOutcome>();
        foreach (var submission in claimed)
        {
            var known = open[submission.SubmissionId].Where(member => found.ContainsKey(member.OrderId)).Select(member => found[member.OrderId]).ToList();
            var missing = open[submission.SubmissionId].Where(member => !found.ContainsKey(member.OrderId)).ToList();
            outcomes.Add(await Outcome(submission, known, missing, now, cancellationToken));
        }

        var announce = await landing.Land(outcomes, cancellationToken);
        foreach (var outcome in outcomes)
            logger.LogInformation("Looked submission {Submission} up: {Settled} of its orders are settled, {State}", outcome.SubmissionId, outcome.Outcomes.Count, outcome.State);
        var doubtful = outcomes.Where(outcome => outcome.State == SubmissionState.Unknown).Select(outcome => outcome.SubmissionId).ToList();
        if (doubtful.Count > 0) announce = [.. announce, .. await results.TellDoubt(doubtful, cancellationToken)];
        await announcer.Announce(bus, announce, cancellationToken);
        if (outcomes.Exists(outcome => outcome.State == SubmissionState.Ready)) creates.Set();
    }

    private async Task<SubmissionOutcome> Outcome(
        Submission submission, List<MemberOutcome> known, List<Member> missing, DateTime now, CancellationToken cancellationToken)
    {
        var job = JobKnowledge.None;
        if (missing.Count > 0 && submission.JobId is { } jobId)
        {
            var answer = await client.Job(jobId, cancellationToken);
            job = !answer.Exists ? JobKnowledge.None : answer.Completed ? JobKnowledge.Completed : JobKnowledge.Running;
            if (job is JobKnowledge.Completed)
            {
                var told = await reader.FromTasks(jobId, missing, cancellationToken);
                known.AddRange(told);
                missing.RemoveAll(member => told.Exists(outcome => outcome.OrderId == member.OrderId));
            }
        }

        return missing.Count == 0
            ? new(submission.SubmissionId, submission.Claim, known, SubmissionState.Done)
            : Absent(submission, known, missing, job, now);
    }

    private SubmissionOutcome Absent(Submission submission, List<MemberOutcome> known, List<Member> missing, JobKnowledge job, DateTime now)
    {
        var verdicts = missing.ToDictionary(member => member, member => UnknownRule.Decide(
            job, now - submission.AbsentSince, now - (submission.SubmittedAt ?? submission.CreatedAt), member.StillWanted, member.WantedAnew,
            options.Value.LongestProcessing, options.Value.JobGivenUpAfter));
        // The bytes hold all of its orders: one that is not wanted any more must not be sent with the others.
        var dissolve = verdicts.ContainsValue(AbsentVerdict.GiveUp) && verdicts.ContainsValue(AbsentVerdict.SendAgain);
        var given = verdicts.Where(verdict => verdict.Value == AbsentVerdict.GiveUp || dissolve).Select(verdict => verdict.Key).ToList();
        known.AddRange(given.Select(member => new MemberOutcome.Absent(member.OrderId)));
        if (given.Count == missing.Count) return new(submission.SubmissionId, submission.Claim, known, SubmissionState.Dissolved, Problem: "not found twice");
        if (verdicts.ContainsValue(AbsentVerdict.SendAgain)) return new(submission.SubmissionId, submission.Claim, known, SubmissionState.Ready);
        return new(submission.SubmissionId, submission.Claim, known, SubmissionState.Unknown, Pause(submission, job), Absent: true);
    }

    private TimeSpan Pause(Submission submission, JobKnowledge job)
    {
        if (job is not JobKnowledge.Running) return options.Value.LongestProcessing;
        var growing = options.Value.SlowLookupEvery * Math.Pow(1.5, Math.Min(submission.Lookups, 20));
        return growing < options.Value.SlowLookupLongest ? growing : options.Value.SlowLookupLongest;
    }
}

/// <summary>Runs the slow lane.</summary>
internal sealed class LookupLoop(
    UnknownResolver resolver, PollStore store, NetSuiteGate gate, IOptions<NetSuiteOptions> options, LookupSignal signal, ILogger<LookupLoop> logger)
    : WorkLoop(gate, options.Value, signal, logger)
{
    public override async Task<TimeSpan> RunOnce(CancellationToken cancellationToken) =>
        await resolver.RunOnce(cancellationToken) > 0 ? TimeSpan.Zero : await store.NextDue(SubmissionState.Unknown, cancellationToken);
}
