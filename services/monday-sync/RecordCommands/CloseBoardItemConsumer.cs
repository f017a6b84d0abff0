using MassTransit;
using Workers.Contracts.Board;
using Workers.Hosting;

namespace Workers.MondaySync.RecordCommands;

/// <summary>Leaves the tombstone and wakes the loop that closes what stands on the board.</summary>
internal sealed class CloseBoardItemConsumer(CommandStore store, CommandAnswers answers) : IConsumer<Batch<CloseBoardItem>>
{
    public Task Consume(ConsumeContext<Batch<CloseBoardItem>> context) => Batches.Handle(
        [.. context.Message.Select(member => member.Message)],
        async members => await answers.Give(context, await store.Record(members, context.CancellationToken)),
        (member, exception) => CommandAnswers.Failed(context, member, exception));
}

/// <summary>In batches, as all of the fleet's busy endpoints.</summary>
internal sealed class CloseBoardItemConsumerDefinition : ConsumerDefinition<CloseBoardItemConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<CloseBoardItemConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}
