using MassTransit;
using Microsoft.Extensions.Options;
using Workers.Hosting;
using Workers.Orders.Journey;
using Workers.Postgres;

namespace Workers.Orders.Sweep;

/// <summary>
/// Finds orders that have not moved within their step's time and pushes each through the saga, the only writer of an order's state.
/// A claim is a lease on the database's clock: when the process ends before the push was sent, the order is claimed again.
/// </summary>
internal sealed class Sweeper(Database database, IBus bus, IOptions<OrdersOptions> options, TimeProvider clock, ILogger<Sweeper> logger) : BackgroundService
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(10);

    /// <summary>One sweep.</summary>
    /// <returns>How many orders were pushed.</returns>
    public async Task<int> RunOnce(CancellationToken cancellationToken)
    {
        var due = await Claim(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PublishLimit);
        await Task.WhenAll(due.Select(push => bus.PublishFor(push.OrderId, new ResendCurrentCommand(push.OrderId, push.Step, push.Attempt, push.Sweep), limit.Token)));
        if (due.Count > 0) logger.LogInformation("{Count} orders had no answer within their step's time and are pushed", due.Count);
        return due.Count;
    }

    public Task<IReadOnlyList<DueOrder>> Claim(CancellationToken cancellationToken) => database.Query<DueOrder>(
        """
        -- orders: claim overdue orders
        with due as (
            select staging_id
            from staging_orders
            where sweep_at <= now()
            order by sweep_at
            limit @SweepBatch
            for update skip locked)
        update staging_orders o
        set sweep_at = now() + @SweepLease
        from due
        where o.staging_id = due.staging_id
        returning o.staging_id as order_id, o.step, o.attempt, o.sweeps as sweep
        """, new { options.Value.SweepBatch, options.Value.SweepLease }, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, clock);
        while (await Next(timer, stoppingToken))
        {
            try
            {
                while (await RunOnce(stoppingToken) == options.Value.SweepBatch) { }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("The sweep was not completed and is repeated in {Interval}: {Error}", options.Value.SweepInterval, exception.Message);
            }
        }
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

internal sealed class DueOrder
{
    public Guid OrderId { get; init; }
    public string? Step { get; init; }
    public int Attempt { get; init; }
    public int Sweep { get; init; }
}
