using System.Data.Common;
using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.Landing;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Vendors;

namespace Workers.NetSuitePoller.SubmitSalesOrders;

/// <summary>Sends one stored request and records what it came to.</summary>
internal sealed class Submitter(
    SubmissionStore store, SubmissionResults results, SubmissionMembers members, LandingStore landing, NetSuiteClient client, Announcer announcer,
    IBus bus, PollSignal polls, LookupSignal lookups, IOptions<NetSuiteOptions> options, ILogger<Submitter> logger)
{
    private long throttledAt;
    private TimeSpan throttledFor;

    /// <summary>How long NetSuite asked for fewer calls, from now.</summary>
    public TimeSpan Throttled => throttledAt == 0 || throttledFor - Stopwatch.GetElapsedTime(throttledAt) is not { Ticks: > 0 } rest ? TimeSpan.Zero : rest;

    /// <summary>A stored request to send, or null when nothing is due.</summary>
    public async Task<Submission?> Claim(CancellationToken cancellationToken)
    {
        while (await store.ClaimStored(cancellationToken) is { } stored)
            if (await IsStillWanted(stored, cancellationToken)) return stored;
        SubmissionClaim claim;
        do
        {
            claim = await store.ClaimNew(cancellationToken);
            await announcer.Announce(bus, claim.Failed, cancellationToken);
        }
        while (claim.Submission is null && claim.Failed.Count > 0);
        return claim.Submission;
    }

    // It is believed not to be at NetSuite. Were one of its orders cancelled or changed meanwhile, sending it would create what nobody wants.
    private async Task<bool> IsStillWanted(Submission stored, CancellationToken cancellationToken)
    {
        var open = (await members.Of([stored.SubmissionId], cancellationToken))[stored.SubmissionId].ToList();
        if (open.Count > 0 && open.All(member => member.StillWanted)) return true;
        await Land(stored, [.. open.Select(member => new MemberOutcome.Absent(member.OrderId))], SubmissionState.Dissolved, "an order of it was changed or cancelled", cancellationToken);
        return false;
    }

    /// <summary>Sends it and records the outcome. A stop of the process does not interrupt it: that would only make the outcome unknown.</summary>
    public async Task Send(Submission submission)
    {
        var cancellationToken = CancellationToken.None;
        // The claim outlives the call; beyond that the answer would come too late to be believed.
        using var limit = new CancellationTokenSource(options.Value.Lease / 2);
        try
        {
            var answer = await client.Submit(submission.Body, submission.IsCollection, submission.IdempotencyKey, limit.Token);
            await Record(submission, answer, cancellationToken);
        }
        catch (Exception exception) when (exception is VendorThrottledException or VendorUnavailableException)
        {
            var pause = Pause(submission, exception);
            logger.LogWarning("Submission {Submission} of {Count} orders waits {Pause} s: {Reason}", submission.SubmissionId, submission.Members.Length, pause.TotalSeconds, exception.Message);
            await results.SendLater(submission, pause, exception.Message, cancellationToken);
        }
        catch (Exception exception) when (exception is VendorOutcomeUnknownException or OperationCanceledException)
        {
            logger.LogWarning("Outcome of submission {Submission} of {Count} orders is unknown: {Reason}", submission.SubmissionId, submission.Members.Length, exception.Message);
            await announcer.Announce(bus, await Stored(() => results.Unknown(submission, exception.Message, cancellationToken)), cancellationToken);
            lookups.Set();
        }
    }

    private async Task Record(Submission submission, SubmitAnswer answer, CancellationToken cancellationToken)
    {
        if (answer is SubmitAnswer.Accepted accepted)
        {
            var rows = await Stored(() => results.Accepted(submission, accepted.JobId, cancellationToken));
            polls.Set();
            logger.LogInformation("Submitted {Count} orders to NetSuite as job {Job}", rows.Count, accepted.JobId);
            await announcer.Announce(bus, rows, cancellationToken);
            return;
        }

        var refused = (SubmitAnswer.Refused)answer;
        var open = (await members.Of([submission.SubmissionId], cancellationToken))[submission.SubmissionId].ToList();
        logger.LogWarning("NetSuite refused submission {Submission} of {Count} orders: {Code} {Reason}", submission.SubmissionId, open.Count, refused.Code, refused.Reason);
        // Nobody knows which of several it was: each goes alone.
        await Land(submission, submission.IsCollection
            ? [.. open.Select(member => new MemberOutcome.Absent(member.OrderId, Alone: true))]
            : [.. open.Select(member => new MemberOutcome.Refused(member.OrderId, refused.Code, refused.Reason, System.Text.Encoding.UTF8.GetString(submission.Body), refused.Response))],
            SubmissionState.Dissolved, $"{refused.Code}: {refused.Reason}", cancellationToken);
    }

    private async Task Land(Submission submission, IReadOnlyList<MemberOutcome> outcomes, string state, string problem, CancellationToken cancellationToken) =>
        await announcer.Announce(bus, await landing.Land(
            [new(submission.SubmissionId, submission.Claim, outcomes, state, Problem: problem)], cancellationToken), cancellationToken);

    // The call was made: a database that stumbles must not make its outcome unknown. The claim keeps a repetition harmless.
    private async Task<T> Stored<T>(Func<Task<T>> store)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await store();
            }
            catch (DbException exception) when (exception.IsTransient && attempt < 20)
            {
                await Task.Delay(options.Value.Lease / 100);
            }
        }
    }

    private TimeSpan Pause(Submission submission, Exception exception)
    {
        var growing = options.Value.BackOff * (1 << Math.Min(submission.Sends - 1, 4));
        if (exception is not VendorThrottledException throttled) return growing;
        var pause = throttled.RetryAfter > growing ? throttled.RetryAfter : growing;
        (throttledFor, throttledAt) = (pause, Stopwatch.GetTimestamp());
        return pause;
    }
}

internal static class SubmissionState
{
    public const string Ready = "READY";
    public const string Polling = "POLLING";
    public const string Unknown = "UNKNOWN";
    public const string Done = "DONE";
    public const string Dissolved = "DISSOLVED";
}
