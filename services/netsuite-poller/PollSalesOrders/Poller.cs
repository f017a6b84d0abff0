using MassTransit;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.Landing;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.SalesOrders;
using Workers.NetSuitePoller.SubmitSalesOrders;
using Workers.Vendors;

namespace Workers.NetSuitePoller.PollSalesOrders;

/// <summary>Polls jobs, one call a job, and reads the outcomes of all that are done with one query.</summary>
internal sealed class Poller(
    PollStore store, SubmissionMembers members, SubmissionResults results, LandingStore landing, OutcomeReader reader, NetSuiteClient client,
    Announcer announcer, IBus bus, LookupSignal lookups, IOptions<NetSuiteOptions> options, ILogger<Poller> logger)
{
    private const int JobsAtOnce = 20;

    /// <returns>How many jobs were due.</returns>
    public async Task<int> RunOnce(CancellationToken cancellationToken)
    {
        var claimed = await store.Claim(SubmissionState.Polling, JobsAtOnce, cancellationToken);
        if (claimed.Count == 0) return 0;
        var polled = await Task.WhenAll(claimed.Select(submission => Poll(submission, cancellationToken)));

        var unasked = polled.Where(poll => poll.Answer is null).Select(poll => poll.Submission).ToList();
        if (unasked.Count > 0) await store.Release(unasked, options.Value.BackOff * 2, cancellationToken);
        await Wait([.. polled.Where(poll => poll.Answer is { Exists: true, Completed: false }).Select(poll => poll.Submission)], cancellationToken);
        foreach (var (submission, _) in polled.Where(poll => poll.Answer is { Exists: false }))
            await Doubt(submission, $"NetSuite does not know job {submission.JobId}", cancellationToken);
        await Read([.. polled.Where(poll => poll.Answer is { Completed: true }).Select(poll => poll.Submission)], cancellationToken);
        return claimed.Count;
    }

    private async Task<(Submission Submission, JobAnswer? Answer)> Poll(Submission submission, CancellationToken cancellationToken)
    {
        try
        {
            return (submission, await client.Job(submission.JobId!, cancellationToken));
        }
        catch (VendorException exception)
        {
            logger.LogWarning("Job {Job} could not be polled: {Reason}", submission.JobId, exception.Message);
            return (submission, null);
        }
    }

    private async Task Wait(IReadOnlyList<Submission> running, CancellationToken cancellationToken)
    {
        var polls = running.Where(submission => submission.Polls + 1 < options.Value.MaxPolls).ToList();
        if (polls.Count > 0) await store.NotYet(polls, cancellationToken);
        foreach (var submission in running.Except(polls))
            await Doubt(submission, $"job {submission.JobId} is not done after {submission.Polls + 1} polls", cancellationToken);
    }

    private async Task Doubt(Submission submission, string problem, CancellationToken cancellationToken)
    {
        logger.LogWarning("Outcome of submission {Submission} of {Count} orders is unknown: {Reason}", submission.SubmissionId, submission.Members.Length, problem);
        await announcer.Announce(bus, await results.Unknown(submission, problem, cancellationToken), cancellationToken);
        lookups.Set();
    }

    private async Task Read(List<Submission> completed, CancellationToken cancellationToken)
    {
        if (completed.Count == 0) return;
        try
        {
            var open = await members.Of([.. completed.Select(submission => submission.SubmissionId)], cancellationToken);
            var found = (await reader.Find([.. open.SelectMany(group => group)], cancellationToken)).ToDictionary(outcome => outcome.OrderId);
            var outcomes = new List<SubmissionOutcome>();
            foreach (var submission in completed)
                outcomes.Add(await Outcome(submission, [.. open[submission.SubmissionId]], found, cancellationToken));
            await announcer.Announce(bus, await landing.Land(outcomes, cancellationToken), cancellationToken);
            if (outcomes.Exists(outcome => outcome.State == SubmissionState.Unknown)) lookups.Set();
        }
        catch (VendorException exception)
        {
            logger.LogWarning("Outcomes of {Count} jobs could not be read: {Reason}", completed.Count, exception.Message);
            await store.Release(completed, options.Value.BackOff * 2, cancellationToken);
        }
    }

    private async Task<SubmissionOutcome> Outcome(
        Submission submission, List<Member> open, Dictionary<Guid, MemberOutcome> found, CancellationToken cancellationToken)
    {
        var outcomes = open.Where(member => found.ContainsKey(member.OrderId)).Select(member => found[member.OrderId]).ToList();
        outcomes.AddRange(await reader.FromTasks(submission.JobId!, [.. open.Where(member => !found.ContainsKey(member.OrderId))], cancellationToken));
        if (outcomes.Count == open.Count) return new(submission.SubmissionId, submission.Claim, outcomes, SubmissionState.Done);
        return new(submission.SubmissionId, submission.Claim, outcomes, SubmissionState.Unknown,
            Problem: $"job {submission.JobId} is done and says nothing about {open.Count - outcomes.Count} of its orders");
    }
}

/// <summary>Runs the poller.</summary>
internal sealed class PollLoop(
    Poller poller, PollStore store, NetSuiteGate gate, IOptions<NetSuiteOptions> options, PollSignal signal, ILogger<PollLoop> logger)
    : WorkLoop(gate, options.Value, signal, logger)
{
    public override async Task<TimeSpan> RunOnce(CancellationToken cancellationToken) =>
        await poller.RunOnce(cancellationToken) > 0 ? TimeSpan.Zero : await store.NextDue(SubmissionState.Polling, cancellationToken);
}
