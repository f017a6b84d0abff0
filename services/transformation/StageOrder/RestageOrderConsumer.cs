using MassTransit;
using Workers.Contracts;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;
using Workers.Hosting;

namespace Workers.Transformation.StageOrder;

/// <summary>Stages our copy of an order again, with the products and the choice that are known by now.</summary>
internal sealed class RestageOrderConsumer(OrderStager stager, StagingStore store) : IConsumer<Batch<RestageOrder>>
{
    public Task Consume(ConsumeContext<Batch<RestageOrder>> context) => Batches.Handle(
        context.Message.ToList(), members => Stage(members, context.CancellationToken), Report);

    private async Task Stage(IReadOnlyList<ConsumeContext<RestageOrder>> members, CancellationToken cancellationToken)
    {
        var commands = members.Select(member => member.Message).ToList();
        var received = await store.FindReceived([.. commands.Select(c => c.OrderId)], [.. commands.Select(c => c.Version)], cancellationToken);
        var outcomes = await stager.Stage([.. commands.Select(command => StageRequest.Again(command,
            received.GetValueOrDefault((command.OrderId, command.Version))
            ?? throw new InvalidOperationException($"version {command.Version} of order {command.OrderId} was never staged here; replay it from intake")))], cancellationToken);

        await Task.WhenAll(members.Select(member => outcomes[StageKey.Of(member.Message)] switch
        {
            { Staged: { } staged } => member.PublishFor(member.Message.OrderId, staged, cancellationToken),
            { NotStageable: { } rejected } => member.PublishFor(member.Message.OrderId, Failed(member.Message, rejected.Code, rejected.Reason), cancellationToken),
            _ => Task.CompletedTask,
        }));
    }

    private static Task Report(ConsumeContext<RestageOrder> member, Exception exception) =>
        member.PublishFor(member.Message.OrderId, Failed(member.Message, exception.GetType().Name, exception.Message), member.CancellationToken);

    private static StepFailed Failed(RestageOrder command, string code, string reason) => new()
    {
        OrderId = command.OrderId, Version = command.Version, Attempt = command.Attempt, Step = OrderSteps.Staging, Code = code, Reason = reason,
    };
}

internal sealed class RestageOrderConsumerDefinition : ConsumerDefinition<RestageOrderConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RestageOrderConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}
