using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workers.Postgres;
using Workers.Testing;
using Workers.Transformation;

namespace Transformation.Tests;

/// <summary>The service's consumers on an in-memory bus and a database of their own.</summary>
internal sealed class TransformationHarness : IAsyncDisposable
{
    private TransformationHarness(TestDatabase database, BusHarness bus) => (Database, Bus) = (database, bus);

    public TestDatabase Database { get; }

    public BusHarness Bus { get; }

    public static async Task<TransformationHarness> Start(TimeSpan? announceEvery = null, TestDatabase? on = null)
    {
        var database = on ?? await TestDatabase.Create("transformation", typeof(TransformationOptions).Assembly);
        var bus = await BusHarness.Start(services =>
        {
            services.AddSingleton(database.Service);
            services.Configure<TransformationOptions>(options =>
            {
                options.SubsidiaryByCountry["US"] = 1;
                options.SubsidiaryByCountry["DE"] = 3;
                options.AnnounceEvery = announceEvery ?? TimeSpan.FromHours(1);
            });
            services.AddStaging();
        }, configurator => configurator.AddStagingConsumers());
        return new TransformationHarness(database, bus);
    }

    public T Get<T>() where T : notnull => Bus.Services.GetRequiredService<T>();

    public Task Deliver<T>(params T[] messages) where T : class => Bus.Deliver(messages);

    public IReadOnlyList<T> Published<T>() where T : class => Bus.Published<T>();

    public Task MapProducts(params string[] codes) => Get<Workers.Transformation.MapProduct.ProductStore>().Upsert(
        [.. codes.Select((code, index) => new Workers.Transformation.MapProduct.Product { ProductCode = code, NetsuiteItemId = 5000 + index, Name = code })],
        "test", CancellationToken.None);

    public Task<long> Count(string sql) => Database.Admin.QuerySingle<long>(sql, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await Database.DisposeAsync();
    }
}
