using MassTransit;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Vendors;

namespace Workers.NetSuitePoller.ChangeSalesOrder;

/// <summary>Carries out changes and closings of sales orders that exist.</summary>
internal sealed class Changer(
    ChangeStore store, ChangeCalls calls, Announcer announcer, IBus bus, IOptions<NetSuiteOptions> options, ILogger<Changer> logger)
{
    private const int AtOnce = 8;

    /// <returns>How many were due.</returns>
    public async Task<int> RunOnce(CancellationToken cancellationToken)
    {
        var claimed = await store.Claim(AtOnce, cancellationToken);
        var rows = await Task.WhenAll(claimed.Select(change => Carry(change, cancellationToken)));
        await announcer.Announce(bus, [.. rows.SelectMany(row => row)], cancellationToken);
        return claimed.Count;
    }

    private async Task<IReadOnlyList<Request>> Carry(ClaimedChange change, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Lease / 2);
        try
        {
            var outcome = change.Order.State == OrderState.Close ? await calls.Close(change, limit.Token) : await calls.Update(change, limit.Token);
            logger.LogInformation("Order {OrderId}: {Number} {Done}", change.Order.OrderId, change.Order.OrderNumber,
                outcome.Refusal is { } refusal ? $"was not changed: {refusal.Code}" : change.Order.State == OrderState.Close ? "is closed" : "is changed");
            return await store.Record(outcome, cancellationToken);
        }
        catch (VendorRejectedException exception)
        {
            return await store.Record(new(change, new(exception.Code, exception.Message, null, null)), cancellationToken);
        }
        catch (Exception exception) when (exception is VendorThrottledException or VendorUnavailableException)
        {
            return await store.Later(change, change.WasUnsure, Pause(change), null, cancellationToken);
        }
        catch (Exception exception) when (exception is VendorOutcomeUnknownException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.LogWarning("Order {OrderId}: whether {Number} was changed is unknown: {Reason}", change.Order.OrderId, change.Order.OrderNumber, exception.Message);
            return await store.Later(change, unsure: true, Pause(change), exception.Message, cancellationToken);
        }
    }

    private TimeSpan Pause(ClaimedChange change) => options.Value.BackOff * (1 << Math.Min(change.Order.Tries, 5));
}

/// <summary>Runs the changer.</summary>
internal sealed class ChangeLoop(Changer changer, NetSuiteGate gate, IOptions<NetSuiteOptions> options, ChangeSignal signal, ILogger<ChangeLoop> logger)
    : WorkLoop(gate, options.Value, signal, logger)
{
    public override async Task<TimeSpan> RunOnce(CancellationToken cancellationToken) =>
        await changer.RunOnce(cancellationToken) > 0 ? TimeSpan.Zero : Options.Tick;
}
