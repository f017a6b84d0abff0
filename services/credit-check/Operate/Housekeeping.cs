using Microsoft.Extensions.Options;
using Workers.Postgres;

namespace Workers.CreditCheck.Operate;

/// <summary>Once a day, and at the start: expired answers, old decisions, approvals and calls. Several instances may do it at once.</summary>
internal sealed class Housekeeping(Database database, IOptionsMonitor<CreditCheckOptions> options, TimeProvider clock, ILogger<Housekeeping> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                var deleted = await RunOnce(stoppingToken);
                if (deleted > 0) logger.LogInformation("{Rows} expired rows are deleted", deleted);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Expired rows could not be deleted; tried again tomorrow");
            }
            await Task.Delay(TimeSpan.FromDays(1), clock, stoppingToken);
        }
    }

    /// <summary>Deletes what is past its time and marks what is stale.</summary>
    /// <returns>Rows deleted.</returns>
    public Task<int> RunOnce(CancellationToken cancellationToken) => database.QuerySingle<int>(
        """
        -- credit_check: housekeeping
        with stale as (
            update credit_check_cache set is_stale = true where expires_at <= now() and expires_at > now() - @purgeAfter and not is_stale
        ), answers as (
            delete from credit_check_cache where expires_at <= now() - @purgeAfter returning 1
        ), decisions as (
            delete from decision where decided_at < now() - @keepFor returning 1
        ), approvals as (
            delete from open_approval where approved_at < now() - @keepFor returning 1
        ), calls as (
            delete from dnb_call where reserved_at < now() - @keepFor returning 1
        ), days as (
            delete from dnb_day where day < (now() - @keepFor)::date returning 1
        )
        select (select count(*) from answers)::int + (select count(*) from decisions)::int + (select count(*) from approvals)::int
             + (select count(*) from calls)::int + (select count(*) from days)::int
        """, new { purgeAfter = options.CurrentValue.PurgeCacheAfter, keepFor = options.CurrentValue.KeepFor }, cancellationToken);
}
