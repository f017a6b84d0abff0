using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.MondaySync;
using Workers.MondaySync.CheckBoard;
using Workers.MondaySync.RecordCommands;
using Workers.MondaySync.SyncBoard;
using Workers.Simulators;
using Workers.Testing;

namespace MondaySync.Tests;

/// <summary>A real database, a simulated Monday, and as many instances of the service as a test wants.</summary>
internal sealed class BoardHarness : IAsyncDisposable
{
    private readonly List<Instance> instances = [];
    private readonly HttpClient http = new();
    private readonly Action<MondaySyncOptions> settings;

    private BoardHarness(TestDatabase database, SimulatorHost simulators, Action<MondaySyncOptions> settings) =>
        (Database, Simulators, this.settings) = (database, simulators, settings);

    public TestDatabase Database { get; }
    public SimulatorHost Simulators { get; }
    public Instance First => instances[0];

    public static async Task<BoardHarness> Start(Action<MondaySyncOptions>? settings = null, Action<SimulatorOptions>? simulators = null, bool running = true)
    {
        var database = await TestDatabase.Create("monday_sync", typeof(MondaySyncOptions).Assembly);
        var options = new SimulatorOptions { Monday = { Token = "token" } };
        simulators?.Invoke(options);
        var harness = new BoardHarness(database, await SimulatorHost.Start(options), settings ?? (_ => { }));
        await harness.AddInstance(running);
        return harness;
    }

    /// <summary>Another process of the service.</summary>
    public async Task<Instance> AddInstance(bool running = true)
    {
        var bus = await BusHarness.Start(services =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton(Database.Service);
            services.AddMondaySync();
            services.Configure<MondaySyncOptions>(options =>
            {
                (options.BaseUrl, options.Token) = (new Uri($"{Simulators.BaseUrl}/monday"), "token");
                (options.Timeout, options.Lease, options.Poll) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
                options.StopWithin = TimeSpan.FromMilliseconds(1);
                (options.LongestProcessing, options.RetryPause, options.CircuitOpenFor) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500));
                settings(options);
            });
        }, configurator =>
        {
            configurator.AddConsumer<SyncToBoardConsumer, SyncToBoardConsumerDefinition>();
            configurator.AddConsumer<CloseBoardItemConsumer, CloseBoardItemConsumerDefinition>();
        });
        var instance = new Instance(bus);
        instances.Add(instance);
        if (running) await instance.Run();
        return instance;
    }

    public Task Sync(params TestOrder[] orders) => First.Bus.Deliver([.. orders.Select(order => order.Sync())]);

    public Task Cancel(params TestOrder[] orders) => First.Bus.Deliver([.. orders.Select(order => order.Cancel())]);

    public IReadOnlyList<T> Answers<T>(TestOrder order) where T : class, IOrderMessage =>
        [.. instances.SelectMany(instance => instance.Bus.Published<T>()).Where(message => message.OrderId == order.OrderId)];

    public async Task<T> Answer<T>(TestOrder order, Func<T, bool>? fits = null) where T : class, IOrderMessage
    {
        await Eventually.True(() => Answers<T>(order).Any(fits ?? (_ => true)), $"{typeof(T).Name} of order {order.Number} version {order.Version} is published");
        return Answers<T>(order).Last(fits ?? (_ => true));
    }

    public async Task Synced(params TestOrder[] orders)
    {
        foreach (var order in orders) await Answer<BoardItemSynced>(order, message => message.Version == order.Version);
    }

    /// <summary>The witness: what the vendor has, deleted ones left out.</summary>
    public async Task<IReadOnlyList<LedgerItem>> Items(TestOrder? order = null) =>
        [.. (await Ledger("items")).Where(item => item.State == "active" && (order is null || item.ColumnValues["external_id"] == order.ExternalId.ToString()))];

    public async Task<IReadOnlyList<LedgerItem>> Subitems(TestOrder? order = null) =>
        [.. (await Ledger("subitems")).Where(item => item.State == "active" && (order is null || item.ColumnValues["external_id"].StartsWith(order.ExternalId.ToString(), StringComparison.Ordinal)))];

    public async Task<IReadOnlyList<LedgerItem>> Ledger(string thing) =>
        (await http.GetFromJsonAsync<List<LedgerItem>>($"{Simulators.BaseUrl}/_ledger/monday/{thing}", JsonSerializerOptions.Web))!;

    public async Task<IReadOnlyList<LedgerCall>> Calls() =>
        (await http.GetFromJsonAsync<List<LedgerCall>>($"{Simulators.BaseUrl}/_ledger/monday/calls", JsonSerializerOptions.Web))!;

    public async Task Faults(object profile) => (await http.PutAsJsonAsync($"{Simulators.BaseUrl}/_faults/monday", profile)).EnsureSuccessStatusCode();

    public async Task NoFaults() => (await http.DeleteAsync($"{Simulators.BaseUrl}/_faults/monday")).EnsureSuccessStatusCode();

    /// <summary>Speaks to the simulator as a person at the board does.</summary>
    public async Task<JsonElement> ByHand(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Simulators.BaseUrl}/monday/v2") { Content = JsonContent.Create(new { query }) };
        request.Headers.Add("Authorization", "token");
        return await (await http.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<T> Value<T>(string sql, object? arguments = null) => Database.Admin.QuerySingle<T>(sql, arguments, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in instances) await instance.DisposeAsync();
        await Simulators.DisposeAsync();
        await Database.DisposeAsync();
        http.Dispose();
    }
}

/// <summary>One process of the service.</summary>
internal sealed class Instance(BusHarness bus) : IAsyncDisposable
{
    private SyncLoop? loop;

    public BusHarness Bus => bus;

    public T Get<T>() where T : notnull => bus.Services.GetRequiredService<T>();

    public async Task Run()
    {
        await Get<BoardGate>().Check(CancellationToken.None);
        loop = Get<SyncLoop>();
        await loop.StartAsync(CancellationToken.None);
    }

    /// <summary>The process dies: nothing it was doing is finished.</summary>
    public async Task Kill()
    {
        if (loop is not null) await loop.StopAsync(new CancellationToken(true));
        loop = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (loop is not null) await loop.StopAsync(CancellationToken.None);
        await bus.DisposeAsync();
    }
}

internal sealed record LedgerItem(string Id, string BoardId, string? ParentItemId, string Name, string Group, string State, Dictionary<string, string> ColumnValues);

internal sealed record LedgerCall(string Operation, int Status, string? Keys, string Fault);
