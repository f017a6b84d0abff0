using MassTransit;
using Workers.Contracts.Transformation;

namespace Workers.Ingestion.ReturnOrder;

/// <summary>Transformation could not stage an event: it leaves the journal for quarantine, and its version is free for the corrected one.</summary>
internal sealed class OrderNotStageableConsumer(ReturnStore store, ILogger<OrderNotStageableConsumer> logger) : IConsumer<OrderNotStageable>
{
    public async Task Consume(ConsumeContext<OrderNotStageable> context)
    {
        var message = context.Message;
        if (await store.MoveToQuarantine(message.OrderId, message.Version, message.ReceivedAt, message.Code, message.Reason, context.CancellationToken) is { } id)
            logger.LogWarning("Order {OrderId} version {Version} cannot be staged and is quarantined as {QuarantineId}: {Code} {Reason}",
                message.OrderId, message.Version, id, message.Code, message.Reason);
    }
}

internal sealed class OrderNotStageableConsumerDefinition : ConsumerDefinition<OrderNotStageableConsumer>;
