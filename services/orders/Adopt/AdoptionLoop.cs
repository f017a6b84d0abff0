using MassTransit;
using Microsoft.Extensions.Options;
using Workers.Contracts.Orders;

namespace Workers.Orders.Adopt;

/// <summary>Confirms adopted events in groups. A lost confirmation heals itself: ingestion publishes the event again and it is confirmed again.</summary>
internal sealed class AdoptionLoop(AdoptionQueue queue, IBus bus, IOptions<OrdersOptions> options, ILogger<AdoptionLoop> logger) : BackgroundService
{
    private const int LargestGroup = 500;
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Wait(stoppingToken))
            {
                await Task.Delay(options.Value.AdoptionInterval, stoppingToken);
                for (var group = queue.Take(LargestGroup); group.Count > 0; group = queue.Take(LargestGroup)) await Confirm(group, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; what was not confirmed is confirmed when ingestion asks again.
        }
    }

    private async Task Confirm(IReadOnlyList<AdoptedOrder> group, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(PublishLimit);
        try
        {
            await bus.Publish(new OrdersAdopted { Orders = group }, limit.Token);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning("{Count} adopted orders could not be confirmed to ingestion, it will ask again: {Error}", group.Count, exception.Message);
        }
    }
}
