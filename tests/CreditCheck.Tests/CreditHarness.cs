using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workers.Contracts.Credit;
using Workers.CreditCheck;
using Workers.CreditCheck.CheckCredit;
using Workers.CreditCheck.ReleaseCredit;
using Workers.CreditCheck.Vendors;
using Workers.Simulators;
using Workers.Testing;

namespace CreditCheck.Tests;

/// <summary>A real database, simulated vendors, and as many instances of the service as a test wants.</summary>
internal sealed class CreditHarness : IAsyncDisposable
{
    private readonly List<BusHarness> instances = [];
    private readonly HttpClient control = new();
    private int customers;

    private CreditHarness(TestDatabase database, SimulatorHost simulators) => (Database, Simulators) = (database, simulators);

    public TestDatabase Database { get; }

    public SimulatorHost Simulators { get; }

    public int DailyBudget { get; set; } = 1_000;

    public string As400Password { get; set; } = "right";

    public Action<CreditCheckOptions> Rules { get; set; } = _ => { };

    public static async Task<CreditHarness> Start()
    {
        var database = await TestDatabase.Create("credit_check", typeof(CreditCheckOptions).Assembly);
        var simulators = await SimulatorHost.Start(new SimulatorOptions
        {
            DunBradstreet = { Key = "key", Secret = "secret" },
            As400 = { User = "WORKERS", Password = "right" },
        });
        return new CreditHarness(database, simulators);
    }

    /// <summary>Another process of the service, with the settings as they are now.</summary>
    public async Task<BusHarness> Instance()
    {
        var instance = await BusHarness.Start(Register, bus =>
        {
            bus.AddConsumer<CheckCreditConsumer, CheckCreditConsumerDefinition>();
            bus.AddConsumer<ReleaseCreditConsumer, ReleaseCreditConsumerDefinition>();
        });
        instances.Add(instance);
        return instance;
    }

    /// <summary>The registrations of such a process, with the settings as they are now.</summary>
    public void Register(IServiceCollection services)
    {
        var (budget, password, rules) = (DailyBudget, As400Password, Rules);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Database.Service);
        services.AddCreditCheck();
        services.Configure<CreditCheckOptions>(options => { options.LongestPause = TimeSpan.FromSeconds(1); rules(options); });
        services.Configure<DunBradstreetOptions>(options =>
        {
            (options.BaseUrl, options.Key, options.Secret) = (new Uri($"{Simulators.BaseUrl}/dnb"), "key", "secret");
            (options.DailyBudget, options.Timeout, options.CircuitOpenFor) = (budget, TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(600));
        });
        services.Configure<As400Options>(options =>
        {
            (options.BaseUrl, options.User, options.Password) = (new Uri($"{Simulators.BaseUrl}/as400"), "WORKERS", password);
            (options.Timeout, options.CircuitOpenFor) = (TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(600));
        });
    }

    /// <summary>A customer at both vendors.</summary>
    public async Task<Customer> Given(
        decimal limit = 10_000, decimal pastDue = 0, decimal openOrders = 0, string status = "A", bool atDnb = true, bool atAs400 = true, string? name = null)
    {
        var number = Interlocked.Increment(ref customers);
        var customer = new Customer(70_000 + number, $"CUST-{70_000 + number}", $"{100_000_000 + number}", name ?? $"Company {number} of Tests");
        await control.PutAsJsonAsync($"{Simulators.BaseUrl}/_seed/customers", new[]
        {
            new
            {
                netsuiteCustomerId = customer.NetSuiteId, as400CustomerId = atAs400 ? customer.As400Id : null, dunsNumber = atDnb ? customer.Duns : null,
                companyName = customer.Name, country = "United States", city = "Town", creditLimit = limit, pastDueAmount = pastDue, openOrders, status,
                currencyCode = "USD", paymentTerms = "NET45", volumeDiscount = 2.5,
            },
        });
        return customer;
    }

    public async Task Seed(JsonElement rows) =>
        (await control.PutAsJsonAsync($"{Simulators.BaseUrl}/_seed/customers", rows)).EnsureSuccessStatusCode();

    public async Task Fault(string vendor, object profile) =>
        (await control.PutAsJsonAsync($"{Simulators.BaseUrl}/_faults/{vendor}", profile)).EnsureSuccessStatusCode();

    public async Task Heal(string vendor) => (await control.DeleteAsync($"{Simulators.BaseUrl}/_faults/{vendor}")).EnsureSuccessStatusCode();

    /// <summary>The simulator's own record of the calls, by operation.</summary>
    public async Task<IReadOnlyList<string>> Calls(string vendor)
    {
        var calls = await control.GetFromJsonAsync<JsonElement>($"{Simulators.BaseUrl}/_ledger/{vendor}/calls");
        return [.. calls.EnumerateArray().Select(call => call.GetProperty("operation").GetString()!)];
    }

    public Task<T> Look<T>(string sql) => Database.Admin.QuerySingle<T>(sql, null, CancellationToken.None);

    public Task Arrange(string sql) => Database.Admin.Execute(sql, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in instances) await instance.DisposeAsync();
        await Simulators.DisposeAsync();
        await Database.DisposeAsync();
        control.Dispose();
    }
}

internal sealed record Customer(long NetSuiteId, string As400Id, string Duns, string Name)
{
    public CheckCredit Order(decimal total, string currency = "USD") => new()
    {
        OrderId = Guid.CreateVersion7(), Version = 1, Attempt = 1, NetSuiteCustomerId = NetSuiteId, CustomerName = Name,
        As400CustomerId = As400Id, DunsNumber = Duns, CountryCode = "US", OrderTotal = total, CurrencyCode = currency,
    };
}
