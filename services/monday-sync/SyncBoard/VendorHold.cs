using Workers.Contracts;
using Workers.Contracts.Orders;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.CheckBoard;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Why no call is made right now, if so: an operator's pause, boards that do not fit, an open circuit, a limit of Monday's.</summary>
internal sealed class VendorHold(VendorStates states, MondayClient monday, BoardGate gate, CallBudget budget, TimeProvider clock)
{
    // A pause this short is over before anybody could read about it.
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(5);
    private volatile Held? throttled;

    /// <summary>What orders are told; null while calls are made, or will be in a moment.</summary>
    public Held? Current { get; private set; }

    /// <summary>Holds every lane of this process.</summary>
    public void Until(string code, string reason, TimeSpan delay)
    {
        var until = clock.GetUtcNow() + delay;
        if (throttled is not { } known || known.Until < until) throttled = new Held(code, reason, until, delay >= WorthSaying || code != "RATE_LIMITED");
    }

    public async Task<Held?> Check(CancellationToken cancellationToken)
    {
        var held = await Find(cancellationToken);
        Current = held is { IsWorthSaying: true } ? held : null;
        return held;
    }

    private async Task<Held?> Find(CancellationToken cancellationToken)
    {
        if (await states.Pause(MondayClient.Vendor, cancellationToken) is { } pause)
            return new Held("VENDOR_PAUSED", $"Monday is paused by {pause.ChangedBy}: {pause.Reason}", null, true);
        if (throttled is { } limit && limit.Until > clock.GetUtcNow()) return limit;
        if (gate.Closed is { } wrong) return new Held("VENDOR_DOWN", wrong, null, true);
        if (monday.CircuitIsOpen) return new Held("VENDOR_DOWN", "Monday does not answer; it is tried again every few seconds", null, true);
        if (budget.Wait() is { } wait) return new Held("RATE_LIMITED", "Monday's limit for this minute is used up", clock.GetUtcNow() + wait, wait >= WorthSaying);
        return null;
    }
}

/// <summary>A hold and what an order says about it.</summary>
internal sealed record Held(string Code, string Reason, DateTimeOffset? Until, bool IsWorthSaying)
{
    public StepWaiting ToEvent(Guid orderId, long version, int attempt) => new()
    {
        OrderId = orderId, Version = version, Attempt = attempt, Step = OrderSteps.Board, Code = Code, Reason = Reason, Until = Until,
    };
}
