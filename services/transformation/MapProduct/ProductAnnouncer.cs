using MassTransit;
using Microsoft.Extensions.Options;
using Workers.Contracts.Transformation;
using Workers.Hosting;

namespace Workers.Transformation.MapProduct;

/// <summary>Tells orders in review that their product is mapped by now.</summary>
internal sealed class ProductAnnouncer(PendingProducts pending, IBus bus, IOptions<TransformationOptions> options, TimeProvider clock, ILogger<ProductAnnouncer> log)
    : BackgroundService
{
    public async Task<int> Announce(CancellationToken cancellationToken)
    {
        var mapped = await pending.ClaimMapped(cancellationToken);
        await Task.WhenAll(mapped.Select(product => bus.Publish(new ProductMapped
        {
            ProductCode = product.ProductCode, NetSuiteItemId = product.NetsuiteItemId, NetSuiteItemName = product.Name,
        }, cancellationToken)));
        return mapped.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.AnnounceEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            limit.CancelAfter(TimeSpan.FromSeconds(20));
            try
            {
                await Announce(limit.Token);
            }
            catch (Exception exception) when (Waiting.IsInfrastructure(exception) && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Mapped products are announced later: {Problem}", exception.Message);
            }
        }
    }
}
