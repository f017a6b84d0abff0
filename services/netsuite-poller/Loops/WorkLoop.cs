using Workers.NetSuitePoller.NetSuite;
using Workers.Vendors;

namespace Workers.NetSuitePoller.Loops;

/// <summary>
/// Runs one kind of work again and again: at once while there is more, after a signal or a pause otherwise. A failure is logged and
/// waited out with a growing pause; while NetSuite is paused or down the work that calls it rests.
/// </summary>
internal abstract class WorkLoop(NetSuiteGate gate, NetSuiteOptions options, Signal signal, ILogger logger) : BackgroundService
{
    private int failures;

    protected NetSuiteOptions Options => options;

    /// <summary>One round.</summary>
    /// <returns>How long to wait for a signal before the next round; zero when there is more to do.</returns>
    public abstract Task<TimeSpan> RunOnce(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await Round(stoppingToken);
            try
            {
                if (pause > TimeSpan.Zero) await signal.Wait(pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<TimeSpan> Round(CancellationToken stoppingToken)
    {
        try
        {
            if (await gate.Closed(stoppingToken) is not null) return options.Tick;
            var pause = await RunOnce(stoppingToken);
            failures = 0;
            return pause;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception exception)
        {
            failures = Math.Min(failures + 1, 5);
            var pause = options.BackOff * (1 << (failures - 1));
            if (exception is VendorException) logger.LogWarning("{Loop} waits {Pause} s: {Reason}", GetType().Name, pause.TotalSeconds, exception.Message);
            else logger.LogError(exception, "{Loop} failed and waits {Pause} s", GetType().Name, pause.TotalSeconds);
            await Rest(pause, stoppingToken);
            return TimeSpan.Zero;
        }
    }

    private static async Task Rest(TimeSpan pause, CancellationToken stoppingToken) =>
        await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
