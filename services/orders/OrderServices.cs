using MassTransit;
using Microsoft.Extensions.Options;
using Workers.Orders.Act;
using Workers.Orders.Adopt;
using Workers.Orders.Errors;
using Workers.Orders.FindOrder;
using Workers.Orders.Journey;
using Workers.Orders.KeepHouse;
using Workers.Orders.ListOrders;
using Workers.Orders.MapProducts;
using Workers.Orders.Metrics;
using Workers.Orders.RecordFaults;
using Workers.Orders.Sweep;
using Workers.Postgres;

namespace Workers.Orders;

internal static class OrderServices
{
    public static IServiceCollection AddOrderServices(this IServiceCollection services)
    {
        services.AddSingleton<OrderMetrics>();
        services.AddSingleton<AdoptionQueue>();
        services.AddSingleton<OrderFinder>();
        services.AddSingleton<OrderStory>();
        services.AddSingleton<OrderLists>();
        services.AddSingleton<OrderActions>();
        services.AddSingleton<ErrorBook>();
        services.AddSingleton<FaultStore>();
        services.AddSingleton<Sweeper>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<MetricsLoop>();
        return services;
    }

    /// <summary>What runs beside the consumers.</summary>
    public static IServiceCollection AddOrderTimers(this IServiceCollection services)
    {
        services.AddHostedService<AdoptionLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<Sweeper>());
        services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        services.AddHostedService(provider => provider.GetRequiredService<MetricsLoop>());
        // Partitions are made ahead with every migrate, not only with the first.
        services.AddKeyedSingleton<Func<CancellationToken, Task<string>>>("migrate", (provider, _) => cancellationToken => Housekeeping.MakePartitions(
            provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigratorConnectionString!,
            provider.GetRequiredService<IOptions<OrdersOptions>>().Value.PartitionMonthsAhead, cancellationToken));
        return services;
    }

    public static void AddOrderConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddOrderJourney();
        bus.AddConsumer<FaultConsumer>().Endpoint(endpoint => endpoint.Name = "orders-faults");
        bus.AddConsumer<ProductMappedConsumer>().Endpoint(endpoint => endpoint.Name = "orders-product-mapped");
    }
}
