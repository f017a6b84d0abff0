using MassTransit;
using Workers.Hosting;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>Order events from the bus, many at a time. Nothing is dropped: what cannot be accepted goes to quarantine, and then the message is acknowledged.</summary>
internal sealed class OrderEventConsumer(Intake intake, OrderPublisher publisher, ILogger<OrderEventConsumer> logger) : IConsumer<Batch<RawOrderEvent>>
{
    public Task Consume(ConsumeContext<Batch<RawOrderEvent>> context) =>
        Batches.Handle<ConsumeContext<RawOrderEvent>>(
            [.. context.Message],
            members => Handle(members, context.CancellationToken),
            (member, exception) => Quarantine(member, exception, context.CancellationToken));

    private async Task Handle(IReadOnlyList<ConsumeContext<RawOrderEvent>> members, CancellationToken cancellationToken)
    {
        var outcomes = await intake.Take([.. members.Select(ToArrival)], cancellationToken);
        // Redeliveries get here too: what is stored is published again, unless the saga has it.
        await publisher.Publish([.. members.Zip(outcomes, (member, outcome) => ((IPublishEndpoint)member, outcome))], cancellationToken);
        Log(outcomes);
    }

    private async Task Quarantine(ConsumeContext<RawOrderEvent> member, Exception exception, CancellationToken cancellationToken)
    {
        logger.LogError(exception, "An order event from the bus could not be stored; it goes to quarantine as it came");
        Log(await intake.Quarantine(ToArrival(member), $"The event could not be stored: {exception.Message}", cancellationToken));
    }

    private void Log(IReadOnlyList<Outcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.QuarantineId is not null))
            logger.LogWarning("Quarantined {QuarantineId}: {Code} {Reason}", outcome.QuarantineId,
                ReadEvent.Violations.CodeOf(outcome.Violations), ReadEvent.Violations.ReasonOf(outcome.Violations));
        logger.LogInformation("Took {Count} order events from the bus: {Accepted} accepted, {Duplicates} duplicates", outcomes.Count,
            outcomes.Count(outcome => outcome.Judgement == Judgement.Accepted), outcomes.Count(outcome => outcome.Judgement == Judgement.Duplicate));
    }

    private static Arrival ToArrival(ConsumeContext<RawOrderEvent> member) => new()
    {
        Body = member.Message.Body, Channel = Arrival.Bus, RoutingKey = member.Message.RoutingKey, ContentType = member.Message.ContentType,
        TraceParent = member.Message.TraceParent, Redelivered = member.ReceiveContext.Redelivered,
    };
}

internal sealed class OrderEventConsumerDefinition : ConsumerDefinition<OrderEventConsumer>
{
    public const string Exchange = "order-events";

    public OrderEventConsumerDefinition() => EndpointName = "ingestion-order-events";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<OrderEventConsumer> consumer, IRegistrationContext context)
    {
        Batches.Configure(endpoint, consumer);
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit) return;
        rabbit.ConfigureConsumeTopology = false;
        rabbit.ClearSerialization();
        rabbit.AddDeserializer(new RawOrderEventSerializerFactory(), isDefault: true);
        rabbit.AddSerializer(new MassTransit.Configuration.SystemTextJsonMessageSerializerFactory());
        rabbit.Bind(Exchange, exchange =>
        {
            // Exactly as deployment declares it: with other arguments every publish to the exchange would hang. Its alternate exchange is a policy.
            exchange.ExchangeType = "topic";
            exchange.Durable = true;
            exchange.RoutingKey = "#";
        });
    }
}
