using MassTransit;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Orders;
using Workers.Hosting;
using Workers.MondaySync.SyncBoard;

namespace Workers.MondaySync.RecordCommands;

/// <summary>Records what shall stand on the board and wakes the loop that carries it there.</summary>
internal sealed class SyncToBoardConsumer(CommandStore store, CommandAnswers answers) : IConsumer<Batch<SyncToBoard>>
{
    public Task Consume(ConsumeContext<Batch<SyncToBoard>> context) => Batches.Handle(
        [.. context.Message.Select(member => member.Message)],
        async members => await answers.Give(context, await store.Record(members, context.CancellationToken)),
        (member, exception) => CommandAnswers.Failed(context, member, exception));
}

/// <summary>In batches, as all of the fleet's busy endpoints.</summary>
internal sealed class SyncToBoardConsumerDefinition : ConsumerDefinition<SyncToBoardConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<SyncToBoardConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}

/// <summary>What a consumer says after recording: stored answers, or that the order waits for Monday.</summary>
internal sealed class CommandAnswers(Announcer announcer, WorkSignal signal, VendorHold hold)
{
    public async Task Give(IPublishEndpoint bus, IReadOnlyList<CommandRow> stored)
    {
        var answered = stored.Where(row => row.Outcome is not null).ToList();
        if (answered.Count < stored.Count) signal.Pulse();
        await announcer.Announce(bus, answered);
        // A command that comes again is the sweeper asking: say that the order waits, or it counts as unanswered.
        if (hold.Current is not { } held) return;
        using var limit = new CancellationTokenSource(Announcer.PublishLimit);
        foreach (var row in stored.Where(row => row is { Outcome: null, IsNew: false }))
            await bus.PublishFor(row.OrderId, held.ToEvent(row.OrderId, row.Version, row.Attempt), limit.Token);
    }

    public static async Task Failed(IPublishEndpoint bus, IOrderMessage member, Exception exception)
    {
        using var limit = new CancellationTokenSource(Announcer.PublishLimit);
        await bus.PublishFor(member.OrderId, new StepFailed
        {
            OrderId = member.OrderId, Version = member.Version, Attempt = member.Attempt, Step = OrderSteps.Board, Code = exception.GetType().Name,
            Reason = $"The order could not be staged for the board: {exception.Message}. Correct the cause and retry from step {OrderSteps.Board}.",
        }, limit.Token);
    }
}
