using MassTransit;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Transformation;
using Workers.Hosting;

namespace Workers.Transformation.StageOrder;

internal sealed class StageOrderConsumer(OrderStager stager, ILogger<StageOrderConsumer> log) : IConsumer<Batch<OrderReceived>>
{
    public Task Consume(ConsumeContext<Batch<OrderReceived>> context) => Batches.Handle(
        context.Message.ToList(), members => Stage(members, context.CancellationToken), Refuse);

    private async Task Stage(IReadOnlyList<ConsumeContext<OrderReceived>> members, CancellationToken cancellationToken)
    {
        var outcomes = await stager.Stage([.. members.Select(member => StageRequest.First(member.Message))], cancellationToken);

        // A redelivery gets here too: what is stored goes out again, because the crash may have come before this line.
        await Task.WhenAll(members.Select(member => outcomes[StageKey.Of(member.Message)] switch
        {
            { Staged: { } staged } => member.PublishFor(member.Message.OrderId, staged, cancellationToken),
            { NotStageable: { } rejected } => member.PublishFor(member.Message.OrderId, rejected with { ReceivedAt = member.Message.ReceivedAt }, cancellationToken),
            _ => Task.CompletedTask,
        }));
    }

    // Orders does not know this order yet, so a defect here has to show where people look for events that went no further: in quarantine.
    private Task Refuse(ConsumeContext<OrderReceived> member, Exception exception)
    {
        log.LogError(exception, "Order {OrderId} version {Version} cannot be staged", member.Message.OrderId, member.Message.Version);
        return member.PublishFor(member.Message.OrderId, new OrderNotStageable
        {
            OrderId = member.Message.OrderId,
            Version = member.Message.Version,
            Attempt = member.Message.Attempt,
            ReceivedAt = member.Message.ReceivedAt,
            Code = "STAGING_FAILED",
            Reason = $"staging failed on {member.Message.Source} order {member.Message.SourceOrderId}: {exception.Message}. Resubmit it when the cause is gone.",
        }, member.CancellationToken);
    }
}

internal sealed class StageOrderConsumerDefinition : ConsumerDefinition<StageOrderConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<StageOrderConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}
