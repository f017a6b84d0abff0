using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Workers.Hosting;

internal static class BusRegistration
{
    public static void Add(
        IServiceCollection services, IConfiguration configuration, string service, bool deployOnly,
        Action<IBusRegistrationConfigurator> register,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? configure,
        Func<Exception, bool>? waitFor)
    {
        // Containers have equal network identities and process ids; ids made from them would repeat.
        NewId.SetProcessIdProvider(new RandomIdentity());
        NewId.SetWorkerIdProvider(new RandomIdentity());
        services.AddValidatedOptions<BusOptions>(configuration, BusOptions.Section);
        services.AddOptions<MassTransitHostOptions>().Configure(host => host.WaitUntilStarted = deployOnly);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        if (!deployOnly) services.AddHostedService<ErrorQueueWatch>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, false));
            bus.AddConfigureEndpointsCallback((context, _, endpoint) =>
            {
                ShortFaultText.Use(endpoint);
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                    BusDefaults.ApplyQueueType(rabbit, context.GetRequiredService<IOptions<BusOptions>>().Value);
            });
            register(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
                BusDefaults.Apply(context, rabbit, service, options, waitFor, deployOnly);
                configure?.Invoke(context, rabbit);
                rabbit.ConfigureEndpoints(context);
            });
        });
    }

    private sealed class RandomIdentity : IWorkerIdProvider, IProcessIdProvider
    {
        private readonly byte[] worker = System.Security.Cryptography.RandomNumberGenerator.GetBytes(6);

        public byte[] GetWorkerId(int index) => worker;

        public byte[] GetProcessId() => worker[..2];
    }
}
