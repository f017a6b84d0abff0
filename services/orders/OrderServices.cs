using Workers.Orders.Adopt;

namespace Workers.Orders;

internal static class OrderServices
{
    public static IServiceCollection AddOrderServices(this IServiceCollection services)
    {
        services.AddSingleton<OrderMetrics>();
        services.AddSingleton<AdoptionQueue>();
        services.AddHostedService<AdoptionLoop>();
        return services;
    }
}
