using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Workers.Ingestion;
using Workers.Ingestion.ReceiveOrder;
using Workers.Testing;

namespace Ingestion.Tests.Support;

/// <summary>The worker's consumers on an in-memory bus and a real database.</summary>
internal sealed class IngestionHarness : IAsyncDisposable
{
    private IngestionHarness(TestDatabase database, BusHarness bus) => (Database, Bus) = (database, bus);

    public TestDatabase Database { get; }

    public BusHarness Bus { get; }

    public static async Task<IngestionHarness> Start(Action<IngestionOptions>? configure = null)
    {
        var database = await TestDatabase.Create("ingestion", typeof(IngestionOptions).Assembly);
        var options = new IngestionOptions { MaxBodyBytes = 100_000, FirstRepublish = TimeSpan.FromMinutes(5) };
        configure?.Invoke(options);
        var bus = await BusHarness.Start(
            services =>
            {
                services.AddSingleton(database.Service).AddSingleton(Options.Create(options)).AddIngestion();
                // Tests run the loop's rounds themselves.
                services.Remove(services.Last(service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)));
            },
            configurator => configurator.AddIngestionConsumers());
        return new(database, bus);
    }

    public T Get<T>() where T : notnull => Bus.Services.GetRequiredService<T>();

    public Task Deliver(params byte[][] bodies) => Bus.Deliver([.. bodies.Select(body => new RawOrderEvent { Body = body, RoutingKey = "salesforce" })]);

    public Task<T> Look<T>(string sql, object? arguments = null) => Database.Admin.QuerySingle<T>(sql, arguments, default);

    /// <summary>The figures, which agree in every snapshot.</summary>
    public Task<Figures> Count() => Look<Figures>(
        """
        select coalesce(sum(received), 0)::bigint as received, coalesce(sum(accepted), 0)::bigint as accepted, coalesce(sum(duplicates), 0)::bigint as duplicates,
               coalesce(sum(quarantined), 0)::bigint as quarantined, coalesce(sum(rejected), 0)::bigint as rejected
        from intake_count
        """);

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await Database.DisposeAsync();
    }
}

internal sealed record Figures(long Received, long Accepted, long Duplicates, long Quarantined, long Rejected);
