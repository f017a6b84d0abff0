using MassTransit;
using Workers.Ingestion.AcceptHttp;
using Workers.Ingestion.AdoptOrders;
using Workers.Ingestion.Counts;
using Workers.Ingestion.Quarantine;
using Workers.Ingestion.ReceiveOrder;
using Workers.Ingestion.Republish;
using Workers.Ingestion.ReturnOrder;

namespace Workers.Ingestion;

/// <summary>What the worker is made of; tests register the same.</summary>
internal static class Registrations
{
    public static IServiceCollection AddIngestion(this IServiceCollection services) => services
        .AddSingleton<Intake>()
        .AddSingleton<OrderPublisher>()
        .AddSingleton<ReturnStore>()
        .AddSingleton<RepublishStore>()
        .AddSingleton<JournalPublisher>()
        .AddSingleton<IntakeMetrics>()
        .AddSingleton<Republisher>()
        .AddHostedService(provider => provider.GetRequiredService<Republisher>())
        .AddSingleton<Replayer>()
        .AddSingleton<IntakeGate>()
        .AddSingleton<Delivery>()
        .AddSingleton<QuarantineQueries>()
        .AddSingleton<CountQueries>();

    public static void AddIngestionConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<OrderEventConsumer, OrderEventConsumerDefinition>();
        bus.AddConsumer<OrdersAdoptedConsumer, OrdersAdoptedConsumerDefinition>();
        bus.AddConsumer<OrderNotStageableConsumer, OrderNotStageableConsumerDefinition>();
    }

    public static void MapIngestion(this IEndpointRouteBuilder app)
    {
        OrderEndpoints.Map(app);
        QuarantineEndpoints.Map(app);
        ReplayEndpoints.Map(app);
        CountEndpoints.Map(app);
    }
}
