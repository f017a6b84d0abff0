using Microsoft.Extensions.Options;
using Workers.Postgres;

namespace Workers.NetSuitePoller.NetSuite;

/// <summary>Why NetSuite is not called now.</summary>
internal sealed record Closure(string Code, string Reason);

/// <summary>
/// Says whether NetSuite may be called: not while an operator paused it, and not while it does not answer. One probe a second
/// asks whether it is back, so that an outage costs a call a second and no more.
/// </summary>
internal sealed class NetSuiteGate(VendorStates states, IOptions<NetSuiteOptions> options, TimeProvider clock)
{
    public const string Vendor = "netsuite";
    private int failures;
    private long probedAt;

    /// <summary>Set by the client: a call that changes nothing.</summary>
    public Func<CancellationToken, Task>? Probe { get; set; }

    /// <summary>True while NetSuite does not answer.</summary>
    public bool IsDown => Volatile.Read(ref failures) >= options.Value.DownAfterFailures;

    public void Answered() => Volatile.Write(ref failures, 0);

    public void Unanswered() => Interlocked.Increment(ref failures);

    /// <summary>Null when NetSuite may be called.</summary>
    public async Task<Closure?> Closed(CancellationToken cancellationToken)
    {
        if (await states.Pause(Vendor, cancellationToken) is { } pause)
            return new("VENDOR_PAUSED", $"NetSuite is paused by {pause.ChangedBy}: {pause.Reason}".TrimEnd(' ', ':'));
        if (!IsDown) return null;
        await TryProbe(cancellationToken);
        return IsDown ? new("VENDOR_DOWN", "NetSuite does not answer; the order goes on by itself when it is back") : null;
    }

    private async Task TryProbe(CancellationToken cancellationToken)
    {
        var last = Volatile.Read(ref probedAt);
        if (last != 0 && clock.GetElapsedTime(last) < options.Value.Tick) return;
        if (Interlocked.CompareExchange(ref probedAt, clock.GetTimestamp(), last) != last || Probe is null) return;
        try
        {
            await Probe(cancellationToken);
        }
        catch (Exception exception) when (exception is Vendors.VendorException)
        {
            // Still away.
        }
    }
}
