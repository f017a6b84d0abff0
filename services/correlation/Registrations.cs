using MassTransit;
using Workers.Correlation.FindCustomer;
using Workers.Correlation.MasterCustomers;
using Workers.Correlation.ShowCorrelation;

namespace Workers.Correlation;

/// <summary>What the process and its tests have in common.</summary>
internal static class Registrations
{
    public static IServiceCollection AddCorrelation(this IServiceCollection services)
    {
        services.AddSingleton<CandidateQuery>();
        services.AddSingleton<Correlator>();
        services.AddSingleton<CustomerStore>();
        services.AddSingleton<CustomerUpload>();
        services.AddSingleton<DecisionQuery>();
        services.AddSingleton<LinkStore>();
        return services;
    }

    public static void AddCorrelationConsumers(this IBusRegistrationConfigurator bus) =>
        bus.AddConsumer<CorrelateCustomerConsumer, CorrelateCustomerConsumerDefinition>();
}
