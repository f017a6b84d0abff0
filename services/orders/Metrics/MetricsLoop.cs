using Workers.Orders.ListOrders;
using Workers.Postgres;

namespace Workers.Orders.Metrics;

/// <summary>Reads what the gauges show, and says in the log when an order has stood at a step for long.</summary>
internal sealed class MetricsLoop(Database database, OrderMetrics metrics, TimeProvider clock, ILogger<MetricsLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WorthSaying = TimeSpan.FromMinutes(1);

    public async Task RunOnce(CancellationToken cancellationToken)
    {
        var counts = await database.Query<BucketCount>(
            """
            -- orders: count per bucket for the gauges
            select source, bucket, count(*) as count from v_orders group by source, bucket
            """, null, cancellationToken);
        var ages = await database.Query<StepAge>(
            """
            -- orders: oldest order per step
            select step, bucket, count(*)::integer as orders, extract(epoch from now() - min(step_since))::double precision as seconds
            from v_orders
            where step is not null
            group by step, bucket
            """, null, cancellationToken);
        metrics.Show([.. counts.Select(count => (count.Bucket, count.Source, count.Count))], [.. ages.GroupBy(age => age.Step).Select(step => (step.Key, step.Max(age => age.Seconds)))]);
        foreach (var age in ages.Where(age => age.Seconds > WorthSaying.TotalSeconds))
            logger.LogInformation("{Count} orders {Bucket} at {Step}, the oldest for {Seconds:0} s", age.Orders, age.Bucket, age.Step, age.Seconds);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Try(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task Try(CancellationToken stoppingToken)
    {
        try
        {
            await RunOnce(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning("The gauges could not be read: {Error}", exception.Message);
        }
    }
}

internal sealed class StepAge
{
    public string Step { get; init; } = "";
    public string Bucket { get; init; } = "";
    public int Orders { get; init; }
    public double Seconds { get; init; }
}
