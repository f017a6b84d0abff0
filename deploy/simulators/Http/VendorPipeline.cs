using System.Diagnostics;
using Workers.Simulators.Faults;
using Workers.Simulators.Ledger;

namespace Workers.Simulators.Http;

/// <summary>Every vendor call passes here: latency, limits, faults before and after the effect, the ledger entry.</summary>
internal sealed class VendorPipeline(IVendor vendor, FaultInjector faults, CallLedger ledger, TimeProvider clock, CancellationToken stopping)
{
    private readonly string prefix = "/" + vendor.Name;

    public async Task Serve(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        ledger.Enter();
        VendorRequest? request = null;
        var (fault, status) = (Fault.None, 0);
        try
        {
            request = await VendorRequest.Read(context, prefix, clock.GetUtcNow());
            vendor.Classify(request);
            var plan = faults.Next(request.Operation);
            fault = plan.Fault;
            status = await Answer(context, request, plan);
        }
        catch (BadHttpRequestException problem) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = problem.StatusCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller hung up, or the process stops: nothing left to answer.
            context.Abort();
        }
        finally
        {
            if (request is not null)
                ledger.Record(request, status, fault, Stopwatch.GetElapsedTime(started));
            ledger.Leave();
        }
    }

    private async Task<int> Answer(HttpContext context, VendorRequest request, FaultPlan plan)
    {
        if (plan.Fault.IsBeforeEffect())
        {
            await Wait(plan.LatencyMs);
            return await AnswerFault(context, request, plan);
        }

        var (admitted, reply) = await Work(request, plan);
        if (admitted && plan.Fault == Fault.DuplicateDelivery)
            (admitted, reply) = await Work(request, plan);
        return !admitted || plan.Fault is Fault.None or Fault.DuplicateDelivery
            ? await ReplySender.Send(context, reply)
            : await BreakAnswer(context, request, plan, reply);
    }

    /// <summary>The vendor's part: its limits, the time it takes, the effect.</summary>
    private async Task<(bool Admitted, VendorReply Reply)> Work(VendorRequest request, FaultPlan plan)
    {
        if (vendor.Admit(request) is { } refusal)
            return (false, refusal);

        VendorReply? reply = null;
        try
        {
            // Not tied to the caller: a vendor goes on working when the caller has given up.
            await Wait(plan.LatencyMs);
            reply = vendor.Handle(request);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{vendor.Name} {request.Operation}: {exception}");
            reply = vendor.Refuse(Fault.Error500Before, request, plan.Profile);
        }
        finally
        {
            vendor.Leave(request, reply);
        }

        return (true, reply);
    }

    private async Task<int> AnswerFault(HttpContext context, VendorRequest request, FaultPlan plan)
    {
        switch (plan.Fault)
        {
            case Fault.TimeoutBefore:
                return await Hold(context, plan.Profile.TimeoutMs);
            case Fault.CutConnectionBefore or Fault.OutageCut:
                context.Abort();
                return 0;
            default:
                return await ReplySender.Send(context, vendor.Refuse(plan.Fault, request, plan.Profile));
        }
    }

    private async Task<int> BreakAnswer(HttpContext context, VendorRequest request, FaultPlan plan, VendorReply reply)
    {
        switch (plan.Fault)
        {
            case Fault.TimeoutAfter:
                return await Hold(context, plan.Profile.TimeoutMs);
            case Fault.CutConnectionAfter:
                context.Abort();
                return 0;
            case Fault.TruncatedJson:
                return await ReplySender.SendTruncated(context, reply);
            case Fault.SlowBytes:
                return await ReplySender.SendSlowly(context, reply, plan.Profile.TimeoutMs, stopping);
            default:
                return await ReplySender.Send(context, vendor.Refuse(plan.Fault, request, plan.Profile));
        }
    }

    private Task Wait(int milliseconds) =>
        milliseconds > 0 ? Task.Delay(milliseconds, stopping) : Task.CompletedTask;

    /// <summary>Holds the call open until the caller gives up; no thread waits meanwhile.</summary>
    private async Task<int> Hold(HttpContext context, int milliseconds)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(milliseconds, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
        return 0;
    }
}
