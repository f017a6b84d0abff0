using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workers.MondaySync.CheckBoard;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>What a timer does: compares the boards with the mapping, repeats announcements nobody confirmed, clears away what is old.</summary>
internal sealed class Upkeep(
    Announcer announcer, BoardGate gate, WorkSignal signal, Database database, IBus bus, IOptions<MondaySyncOptions> options, TimeProvider clock, ILogger<Upkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        var next = (Boards: 0L, Clearing: 0L);
        do
        {
            try
            {
                if (gate.Closed is not null && clock.GetTimestamp() >= next.Boards)
                {
                    await gate.Check(stoppingToken);
                    next.Boards = clock.GetTimestamp() + (long)(options.Value.BoardCheckEvery.TotalSeconds * clock.TimestampFrequency);
                    if (gate.Closed is null) signal.Pulse();
                }
                await announcer.AnnounceForgotten(bus, TimeSpan.FromSeconds(30), stoppingToken);
                if (clock.GetTimestamp() >= next.Clearing)
                {
                    await Clear(stoppingToken);
                    next.Clearing = clock.GetTimestamp() + (3_600 * clock.TimestampFrequency);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Upkeep failed; it is tried again in {Every}", Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task<int> Clear(CancellationToken cancellationToken) => database.Execute(
        """
        -- monday_sync: clear old rows
        with requests as (
            delete from vendor_request where sent_at < now() - @Retention and outcome is not null
        ), archive as (
            delete from stg_mon_cust_master_schedule_archive where archived_at < now() - @Retention
        )
        delete from mon_batch_processing where start_time < now() - @Retention and end_time is not null
        """, new { options.Value.Retention }, cancellationToken);
}
