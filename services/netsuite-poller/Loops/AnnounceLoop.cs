using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.Loops;

/// <summary>Says once to waiting orders why they wait, and announces again what a crash left unannounced.</summary>
internal sealed class AnnounceLoop(
    Database database, Announcer announcer, IBus bus, NetSuiteGate gate, CreateSignal wakeCreates, ChangeSignal wakeChanges,
    IOptions<NetSuiteOptions> options, ILogger<AnnounceLoop> logger) : BackgroundService
{
    // Longer than a publish may take, so that two do not announce the same.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan CleanEvery = TimeSpan.FromHours(1);
    private long cleanedAt;
    private bool wasClosed;

    /// <summary>One round.</summary>
    public async Task RunOnce(TimeSpan forgottenAfter, CancellationToken cancellationToken)
    {
        var closure = await gate.Closed(cancellationToken);
        if (closure is not null) await announcer.Announce(bus, await TellWaiting(closure, cancellationToken), cancellationToken);
        else if (wasClosed)
        {
            wakeCreates.Set();
            wakeChanges.Set();
        }

        wasClosed = closure is not null;
        await announcer.Announce(bus, await announcer.Forgotten(forgottenAfter, cancellationToken), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnce(Forgotten, stoppingToken);
                if (cleanedAt == 0 || Stopwatch.GetElapsedTime(cleanedAt) > CleanEvery) await Clean(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(exception, "Announcing failed and is tried again");
            }

            await Task.Delay(options.Value.Tick, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Rows of orders and their requests stay: they are what keeps a command of long ago from creating a second order.
    private async Task Clean(CancellationToken cancellationToken)
    {
        cleanedAt = Stopwatch.GetTimestamp();
        await database.Execute(
            """
            -- netsuite_poller: delete what is finished for long
            with old as (
                delete from submission where finished_at < now() - @keep)
            delete from netsuite_polling_queue where completed_at < now() - @keep
            """, new { keep = options.Value.KeepFinished }, cancellationToken);
    }

    private Task<IReadOnlyList<Request>> TellWaiting(Closure closure, CancellationToken cancellationToken) => database.Query<Request>(
        """
        -- netsuite_poller: tell orders that they wait
        update request r
        set stage = 'WAITING', code = @Code, reason = @Reason, until = null, stage_at = now(), announced_at = null
        from (select s.order_id, s.wanted_version, s.wanted_attempt, s.wanted_kind from sales_order s
              where s.state <> 'IDLE' and not s.wanted_done) s
        where r.order_id = s.order_id and r.version = s.wanted_version and r.attempt = s.wanted_attempt and r.kind = s.wanted_kind
          and (r.stage = 'PENDING' or (r.stage = 'SUBMITTED' and r.announced_at is not null)
               or (r.stage = 'WAITING' and r.code in ('VENDOR_DOWN', 'VENDOR_PAUSED') and r.code <> @Code))
        returning r.order_id, r.version, r.attempt, r.kind, r.content_hash, r.stage, r.transaction_id, r.submitted_at, r.internal_id,
            r.order_number, r.was_update, r.lines, r.finished_at, r.code, r.reason, r.until, r.stage_at, r.announced_at
        """, closure, cancellationToken);
}
