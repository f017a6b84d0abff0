using System.Diagnostics;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.NetSuite;

namespace Workers.NetSuitePoller.SubmitSalesOrders;

/// <summary>Sends what is due. A quiet system sends an order at once; a busy one gathers for a moment, so that requests carry many.</summary>
internal sealed class SubmitLoop(
    Submitter submitter, NetSuiteGate gate, IOptions<NetSuiteOptions> options, CreateSignal signal, ILogger<SubmitLoop> logger)
    : WorkLoop(gate, options.Value, signal, logger)
{
    private readonly List<Task> sending = [];
    private long lastSend;

    public override async Task<TimeSpan> RunOnce(CancellationToken cancellationToken)
    {
        await Gather(cancellationToken);
        if (sending.Count >= Options.SubmitLanes) sending.Remove(await Task.WhenAny(sending));
        if (await submitter.Claim(cancellationToken) is not { } submission)
        {
            lastSend = 0;
            return Options.Tick;
        }

        lastSend = Stopwatch.GetTimestamp();
        sending.RemoveAll(task => task.IsCompleted);
        sending.Add(Send(submission));
        return TimeSpan.Zero;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(sending).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Gather(CancellationToken cancellationToken)
    {
        var pause = lastSend == 0 ? TimeSpan.Zero : Options.GatherFor - Stopwatch.GetElapsedTime(lastSend);
        if (submitter.Throttled > pause) pause = submitter.Throttled;
        if (pause > TimeSpan.Zero) await Task.Delay(pause, cancellationToken);
    }

    private async Task Send(Submission submission)
    {
        try
        {
            await submitter.Send(submission);
        }
        catch (Exception exception)
        {
            // Its claim runs out, and then its orders are looked up.
            logger.LogError(exception, "Submission {Submission} was not recorded", submission.SubmissionId);
        }
    }
}
