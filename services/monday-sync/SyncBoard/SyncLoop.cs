using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workers.Hosting;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Runs rounds, several side by side, as long as there is work and Monday takes it.</summary>
internal sealed class SyncLoop(
    RoundStore rounds, RoundRunner runner, VendorHold hold, WaitingOrders waiting, WorkSignal signal, IBus bus, IOptions<MondaySyncOptions> options, ILogger<SyncLoop> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Lanes).Select(_ => Lane(stoppingToken)));

    /// <summary>One round, if there is one.</summary>
    /// <returns>False when there was nothing to do or no call may be made.</returns>
    public async Task<bool> RunOnce(CancellationToken cancellationToken)
    {
        if (await hold.Check(cancellationToken) is { } held)
        {
            if (held.IsWorthSaying) await waiting.Tell(bus, held, cancellationToken);
            return false;
        }
        if ((await rounds.TakeOver(cancellationToken) ?? await rounds.ClaimDue(cancellationToken)) is not { } round) return false;
        // More may be due than one round holds.
        signal.Pulse();
        try
        {
            await Finish(round, cancellationToken);
        }
        catch (LostClaimException exception)
        {
            logger.LogWarning("{Reason}", exception.Message);
        }
        return true;
    }

    // A round that is cut off waits for its lease to end, so a stop lets it come to its end.
    private async Task Finish(Round round, CancellationToken stopping)
    {
        using var grace = new CancellationTokenSource();
        await using var stop = stopping.Register(() => grace.CancelAfter(options.Value.StopWithin));
        await runner.Run(round, grace.Token);
    }

    private async Task Lane(CancellationToken stoppingToken)
    {
        var pause = options.Value.Poll;
        while (!stoppingToken.IsCancellationRequested)
        {
            var worked = false;
            try
            {
                worked = await RunOnce(stoppingToken);
                pause = options.Value.Poll;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 2, 15));
                if (Waiting.IsInfrastructure(exception)) logger.LogWarning("Database or broker is away ({Reason}); next try in {Pause}", exception.Message, pause);
                else logger.LogError(exception, "A round failed; its orders are taken up again when its lease ends");
            }
            try
            {
                if (!worked) await signal.Wait(pause, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
