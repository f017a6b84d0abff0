using MassTransit;
using Workers.Transformation.MapProduct;
using Workers.Transformation.StageOrder;
using Workers.Transformation.Subsidiary;

namespace Workers.Transformation;

/// <summary>What the process and its tests have in common.</summary>
internal static class Registrations
{
    public static IServiceCollection AddStaging(this IServiceCollection services)
    {
        services.AddSingleton<StagingStore>();
        services.AddSingleton<OrderStager>();
        services.AddSingleton<ProductStore>();
        services.AddSingleton<PendingProducts>();
        services.AddSingleton<ProductAnnouncer>();
        services.AddHostedService(provider => provider.GetRequiredService<ProductAnnouncer>());
        services.AddSingleton<MatrixFile>();
        services.AddHostedService(provider => provider.GetRequiredService<MatrixFile>());
        services.AddHealthChecks().AddCheck<MatrixFile>("matrix", tags: ["ready"]);
        return services;
    }

    public static void AddStagingConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<StageOrderConsumer, StageOrderConsumerDefinition>();
        bus.AddConsumer<RestageOrderConsumer, RestageOrderConsumerDefinition>();
    }
}
