using Microsoft.Extensions.Options;

namespace Workers.Ingestion.Republish;

/// <summary>
/// Before the saga knows an order, this journal is all there is of it. So every event is published again until <c>orders</c> confirms it,
/// whatever lost it: a crash before the publish, a queue that was purged, a step that failed.
/// </summary>
internal sealed class Republisher(
    RepublishStore store, JournalPublisher publisher, IntakeMetrics metrics, IOptions<IngestionOptions> options, TimeProvider clock, ILogger<Republisher> logger)
    : BackgroundService
{
    private const int PageSize = 200;

    /// <summary>Publishes what is due now and tells how many events that were.</summary>
    public async Task<int> RunOnce(CancellationToken cancellationToken)
    {
        var due = await store.TakeDue(PageSize, cancellationToken);
        var published = due.Count == 0 ? 0 : await publisher.Publish(due, cancellationToken);
        if (published > 0) logger.LogWarning("Published {Count} order events again that no order has adopted yet", published);
        return published;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextMeasure = clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await RunOnce(stoppingToken) > 0;
                if (clock.GetTimestamp() >= nextMeasure)
                {
                    metrics.Set(await store.Waiting(stoppingToken));
                    nextMeasure = clock.GetTimestamp() + 15 * clock.TimestampFrequency;
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Database or broker are away: the next round finds the same rows.
                logger.LogWarning(exception, "Order events could not be published again; the next round tries it");
            }
            if (!more) await Task.Delay(options.Value.RepublishEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
