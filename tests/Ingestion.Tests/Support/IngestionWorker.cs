using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workers.Hosting;
using Workers.Ingestion;
using Workers.LocalServers;
using Workers.Postgres;
using Workers.Testing;

namespace Ingestion.Tests.Support;

/// <summary>The worker as Program builds it, in this process, on a real broker and database.</summary>
internal sealed class IngestionWorker : IAsyncDisposable
{
    public const string IntakeKey = "intake-key";
    public const string OperatorKey = "operator-key";

    private readonly IHostApplicationLifetime lifetime;
    private readonly Task<int> run;

    private IngestionWorker(int port, IHostApplicationLifetime lifetime, Task<int> run)
    {
        this.lifetime = lifetime;
        this.run = run;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    public static async Task<IngestionWorker> Start(TestDatabase database, Uri broker, params (string Key, string Value)[] settings)
    {
        var started = new TaskCompletionSource<IHostApplicationLifetime>(TaskCreationOptions.RunContinuationsAsynchronously);
        var port = FreePort.Next();
        var worker = Describe("run", database, broker, [("Http:Port", $"{port}"), .. settings]);
        worker.Services.AddHostedService(provider => new Announcement(provider.GetRequiredService<IHostApplicationLifetime>(), started));
        var run = Task.Run(worker.Run);
        await Task.WhenAny(run, started.Task);
        if (run.IsCompleted) Assert.Fail($"The worker ended with {await run}");
        return new IngestionWorker(port, await started.Task, run);
    }

    /// <summary>Deployment's step: declares exchange, queues and bindings.</summary>
    public static async Task Deploy(TestDatabase database, TestBroker broker) =>
        Assert.That(await Describe("migrate", database, broker.Uri).Run(), Is.Zero);

    public async Task<HttpResponseMessage> Post(string path, byte[] body, string key = IntakeKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Api-Key", key);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Api-Key", OperatorKey);
        using var response = await Http.SendAsync(request);
        Assert.That(response.IsSuccessStatusCode, Is.True, $"GET {path}: {(int)response.StatusCode}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task Ready() => await Eventually.True(async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode, "the worker is ready");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        lifetime.StopApplication();
        await run;
    }

    private static WorkerHost Describe(string verb, TestDatabase database, Uri broker, params (string Key, string Value)[] settings)
    {
        var worker = WorkerHost.Create([verb], "ingestion");
        (string, string)[] all =
        [
            ("Database:ConnectionString", database.ConnectionString), ("Database:MigratorConnectionString", Superuser(database)),
            ("Bus:Uri", broker.ToString()), ("Intake:ApiKey", IntakeKey), ("Http:OperatorApiKey", OperatorKey), ("Serilog:MinimumLevel:Default", "Error"),
            .. settings,
        ];
        foreach (var (key, value) in all) worker.Configuration[key] = value;
        worker.AddOptions<IngestionOptions>(IngestionOptions.Section);
        worker.Services.AddDatabase(worker.Configuration, "ingestion", typeof(IngestionOptions).Assembly);
        worker.Services.AddIngestion();
        worker.AddBus(bus => bus.AddIngestionConsumers());
        worker.MapEndpoints(app => app.MapIngestion());
        return worker;
    }

    private static string Superuser(TestDatabase database) => new Npgsql.NpgsqlConnectionStringBuilder(database.Server)
    {
        Database = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Database,
    }.ConnectionString;

    private sealed class Announcement(IHostApplicationLifetime lifetime, TaskCompletionSource<IHostApplicationLifetime> started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStarted.Register(() => started.TrySetResult(lifetime));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
