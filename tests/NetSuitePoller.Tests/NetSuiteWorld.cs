using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Workers.NetSuitePoller;
using Workers.Simulators;
using Workers.Testing;

namespace NetSuitePoller.Tests;

/// <summary>A simulated NetSuite and a database; instances of the service are started in it.</summary>
internal sealed class NetSuiteWorld : IAsyncDisposable
{
    private readonly SimulatorHost simulator;
    private readonly HttpClient http;
    private readonly string keyPath;
    private readonly string publicKeyPath;

    private NetSuiteWorld(TestDatabase database, SimulatorHost simulator, string keyPath, string publicKeyPath)
    {
        (Database, this.simulator, this.keyPath, this.publicKeyPath) = (database, simulator, keyPath, publicKeyPath);
        http = new HttpClient { BaseAddress = new Uri(simulator.BaseUrl) };
    }

    public TestDatabase Database { get; }

    public static async Task<NetSuiteWorld> Create(Action<NetSuiteSettings>? account = null)
    {
        var keyPath = Path.GetTempFileName();
        var publicKeyPath = Path.GetTempFileName();
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            await File.WriteAllTextAsync(keyPath, key.ExportPkcs8PrivateKeyPem());
            await File.WriteAllTextAsync(publicKeyPath, key.ExportSubjectPublicKeyInfoPem());
        }

        var settings = new SimulatorOptions();
        settings.NetSuite.ClientId = "client";
        settings.NetSuite.CertificateId = "certificate";
        settings.NetSuite.PublicKeyPath = publicKeyPath;
        account?.Invoke(settings.NetSuite);
        var world = new NetSuiteWorld(
            await TestDatabase.Create("netsuite_poller", typeof(NetSuiteOptions).Assembly), await SimulatorHost.Start(settings), keyPath, publicKeyPath);
        await world.Seed();
        return world;
    }

    /// <summary>Settings of an instance in this world: everything that waits waits for milliseconds.</summary>
    public void Configure(NetSuiteOptions options)
    {
        options.BaseUrl = new Uri($"{simulator.BaseUrl}/netsuite");
        options.ClientId = "client";
        options.CertificateId = "certificate";
        options.PrivateKeyPath = keyPath;
        options.Timeout = TimeSpan.FromMilliseconds(700);
        options.Lease = TimeSpan.FromSeconds(2);
        options.Tick = TimeSpan.FromMilliseconds(50);
        options.GatherFor = TimeSpan.FromMilliseconds(10);
        options.BackOff = TimeSpan.FromMilliseconds(10);
        options.FirstPollAfter = TimeSpan.FromMilliseconds(10);
        options.PollEvery = TimeSpan.FromMilliseconds(40);
        options.MaxPolls = 4;
        options.SlowLookupEvery = TimeSpan.FromMilliseconds(100);
        options.SlowLookupLongest = TimeSpan.FromMilliseconds(200);
        options.LongestProcessing = TimeSpan.FromMilliseconds(250);
        options.AvailabilityFor = TimeSpan.FromMilliseconds(100);
    }

    public async Task Faults(object profile) => (await http.PutAsJsonAsync("/_faults/netsuite", profile)).EnsureSuccessStatusCode();

    public async Task NoFaults() => (await http.DeleteAsync("/_faults/netsuite")).EnsureSuccessStatusCode();

    /// <summary>The sales orders that stand or ever stood.</summary>
    public async Task<List<LedgerOrder>> SalesOrders() => (await http.GetFromJsonAsync<List<LedgerOrder>>("/_ledger/netsuite/sales-orders"))!;

    /// <summary>Operations in their order, tokens apart.</summary>
    public async Task<List<LedgerCall>> Calls() =>
        [.. (await http.GetFromJsonAsync<List<LedgerCall>>("/_ledger/netsuite/calls"))!.Where(call => call.Operation != "token")];

    public async Task<List<LedgerCall>> TokenCalls() =>
        [.. (await http.GetFromJsonAsync<List<LedgerCall>>("/_ledger/netsuite/calls"))!.Where(call => call.Operation == "token")];

    public Task<JsonElement> CallSummary() => http.GetFromJsonAsync<JsonElement>("/_ledger/netsuite/calls?summary=true");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await simulator.DisposeAsync();
        await Database.DisposeAsync();
        File.Delete(keyPath);
        File.Delete(publicKeyPath);
    }

    private async Task Seed()
    {
        (await http.PutAsJsonAsync("/_seed/customers", new[] { new { netsuiteCustomerId = 1001, companyName = "Alfreds Futterkiste", currencyCode = "USD" } })).EnsureSuccessStatusCode();
        (await http.PutAsJsonAsync("/_seed/products", new object[]
        {
            new { netsuiteItemId = 5001, productCode = "NW-1", name = "Chai", listPrice = 18.0, unitsInStock = 39 },
            new { netsuiteItemId = 5002, productCode = "NW-2", name = "Chang", listPrice = 19.0, unitsInStock = 3 },
            new { netsuiteItemId = 5003, productCode = "NW-3", name = "Syrup", listPrice = 10.0, unitsInStock = 0 },
            new { netsuiteItemId = 5004, productCode = "NW-4", name = "Cap", isDropShip = true, vendor = "V-7", vendorLeadTimeDays = 12 },
        })).EnsureSuccessStatusCode();
    }
}

internal sealed record LedgerOrder(
    string InternalId, string ExternalId, string TranId, string Entity, string? OtherRefNum, decimal Total, string Currency, string Status, string? Version,
    bool Deleted, List<LedgerLine> Lines);

internal sealed record LedgerLine(int Line, string Item, decimal Quantity, decimal Rate, decimal Amount, bool IsClosed, string? Description);

internal sealed record LedgerCall(DateTimeOffset Time, string Method, string Path, string Operation, int Status, string? Keys, string Fault);
