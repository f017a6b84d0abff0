using Microsoft.Extensions.DependencyInjection;
using Workers.Correlation;
using Workers.Correlation.MasterCustomers;
using Workers.Testing;

namespace Correlation.Tests;

/// <summary>The service's consumer on an in-memory bus and a database of its own.</summary>
internal sealed class CorrelationHarness : IAsyncDisposable
{
    private CorrelationHarness(TestDatabase database, BusHarness bus) => (Database, Bus) = (database, bus);

    public TestDatabase Database { get; }

    public BusHarness Bus { get; }

    public static async Task<CorrelationHarness> Start(params CustomerEntry[] customers)
    {
        var database = await TestDatabase.Create("correlation", typeof(CustomerEntry).Assembly);
        var bus = await BusHarness.Start(services =>
        {
            services.AddSingleton(database.Service);
            services.AddCorrelation();
        }, configurator => configurator.AddCorrelationConsumers());
        var harness = new CorrelationHarness(database, bus);
        if (customers.Length > 0) await harness.Upload(customers);
        return harness;
    }

    public T Get<T>() where T : notnull => Bus.Services.GetRequiredService<T>();

    public Task<UploadResult> Upload(params CustomerEntry?[] customers) => Get<CustomerUpload>().Upsert(customers.ToAsyncEnumerable(), CancellationToken.None);

    public Task Deliver<T>(params T[] messages) where T : class => Bus.Deliver(messages);

    public IReadOnlyList<T> Published<T>() where T : class => Bus.Published<T>();

    public Task<long> Count(string sql) => Database.Admin.QuerySingle<long>(sql, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await Database.DisposeAsync();
    }
}
