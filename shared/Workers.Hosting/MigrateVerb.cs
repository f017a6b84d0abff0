using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Workers.Hosting;

/// <summary>Deployment's step: the schema first, then the broker topology. Run before any service, never by a race of services.</summary>
internal static class MigrateVerb
{
    public static async Task<int> Run(WebApplication app, string service)
    {
        await using var _ = app;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        app.Services.GetService<IStartupValidator>()?.Validate();

        foreach (var migrate in app.Services.GetKeyedServices<Func<CancellationToken, Task<string>>>("migrate"))
            Console.WriteLine($"{service}: {await migrate(limit.Token)}");

        if (app.Services.GetService<IBusControl>() is { } bus)
        {
            await bus.StartAsync(limit.Token);
            var queues = ErrorQueueWatch.QueuesOf(bus);
            await bus.StopAsync(limit.Token);
            await ErrorQueues.Declare(app.Services.GetRequiredService<IOptions<BusOptions>>().Value, queues, limit.Token);
            Console.WriteLine($"{service}: exchanges, queues and bindings are declared");
        }
        return 0;
    }
}
