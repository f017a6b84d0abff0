using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.Options;
using Workers.Contracts.Orders;
using Workers.Postgres.Sagas;

namespace Workers.Orders.Journey;

/// <summary>The saga's endpoint: one queue for all events of the journey, many at a time so that groups form, commands after the commit.</summary>
internal sealed class OrderJourneyDefinition : SagaDefinition<OrderState>
{
    private readonly OrdersOptions options;

    public OrderJourneyDefinition(IOptions<OrdersOptions> options)
    {
        this.options = options.Value;
        EndpointName = "orders-journey";
    }

    protected override void ConfigureSaga(IReceiveEndpointConfigurator endpoint, ISagaConfigurator<OrderState> saga, IRegistrationContext context)
    {
        endpoint.ConcurrentMessageLimit = options.ConcurrentEvents;
        endpoint.PrefetchCount = options.ConcurrentEvents + (options.ConcurrentEvents / 2);
        endpoint.UseInMemoryOutbox(context);
    }
}

internal static class OrderJourney
{
    public static void AddOrderJourney(this IBusRegistrationConfigurator bus) =>
        bus.AddSagaStateMachine<OrderStateMachine, OrderState, OrderJourneyDefinition>().GroupCommitRepository<OrderState, OrderStore>();

    /// <summary>Outcomes for the outside world: plain JSON on a topic exchange, routed by status. Nobody has to listen.</summary>
    public static void ConfigureOrderStatus(IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Message<OrderStatus>(topology => topology.SetEntityName("order-status"));
        bus.Publish<OrderStatus>(topology => topology.ExchangeType = "topic");
        bus.Send<OrderStatus>(topology => topology.UseRoutingKeyFormatter(context => context.Message.Status));
        bus.ConfigurePublish(publish => publish.UseFilter(new PlainJson()));
    }

    private sealed class PlainJson : IFilter<PublishContext<OrderStatus>>
    {
        private readonly SystemTextJsonRawMessageSerializer serializer = new(RawSerializerOptions.AnyMessageType);

        public Task Send(PublishContext<OrderStatus> context, IPipe<PublishContext<OrderStatus>> next)
        {
            context.Serializer = serializer;
            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("plain-json");
    }
}
