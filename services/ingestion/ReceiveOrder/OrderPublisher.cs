using MassTransit;
using Microsoft.Extensions.Options;
using Workers.Hosting;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>Publishes what is stored, each under its order's trace, and returns when the broker has confirmed all of it or the time is up.</summary>
internal sealed class OrderPublisher(IOptions<IngestionOptions> options)
{
    /// <summary>Publishes the stored events that the saga has not adopted.</summary>
    public async Task Publish(IReadOnlyList<(IPublishEndpoint Endpoint, Outcome Outcome)> outcomes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.PublishLimit);
        try
        {
            await Task.WhenAll(outcomes.Where(item => item.Outcome is { Stored: not null, Adopted: false })
                .Select(item => item.Endpoint.PublishFor(item.Outcome.Stored!.OrderId, item.Outcome.Stored, limit.Token)));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The broker has not confirmed a publish within {options.Value.PublishLimit.TotalSeconds:0.#} s. The stored events are published again.");
        }
    }
}
