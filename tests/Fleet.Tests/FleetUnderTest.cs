using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Workers.LocalServers;
using Workers.Testing;

namespace Fleet.Tests;

/// <summary>A whole fleet in a home of its own, driven by <c>deploy/fleet</c> as a person would.</summary>
internal sealed class FleetUnderTest : IAsyncDisposable
{
    private readonly string home;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private FleetUnderTest(string home, IReadOnlyDictionary<string, string> settings) => (this.home, this.settings) = (home, settings);

    /// <summary>Answer of <c>status --json</c>.</summary>
    public JsonNode Status { get; private set; } = new JsonObject();

    private JsonNode Credentials { get; set; } = new JsonObject();

    public string Broker => Status["broker"]!.GetValue<string>();

    public string Simulators => Status["simulators"]!.GetValue<string>().TrimEnd('/');

    public string Intake => Status["intake"]!.GetValue<string>().TrimEnd('/');

    /// <summary>Starts a fleet; skips the test on a laptop that lacks the servers.</summary>
    public static async Task<FleetUnderTest> Up(IReadOnlyDictionary<string, string>? settings = null)
    {
        if (!PrivatePostgres.IsInstalled || !PrivateRabbitMq.IsInstalled)
            Repository.Missing("PostgreSQL and RabbitMQ (deploy/fleet up installs them)");
        var fleet = new FleetUnderTest(Path.Combine(Path.GetTempPath(), $"fleet-test-{Guid.NewGuid():n}"), settings ?? new Dictionary<string, string>());
        try
        {
            await fleet.Must("up");
            await fleet.ReadStatus();
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a verb and returns what it printed to stdout; fails the test on a bad exit code.</summary>
    public async Task<string> Must(params string[] arguments)
    {
        var outcome = await Run(arguments);
        Assert.That(outcome.ExitCode, Is.Zero, $"deploy/fleet {string.Join(' ', arguments)}\n{outcome.Error}\n{outcome.Output}");
        return outcome.Output;
    }

    /// <summary>Runs a verb.</summary>
    public async Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "deploy", "fleet"), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["FLEET_HOME"] = home;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(12));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Asks where everything is; ports may change when something is restarted.</summary>
    public async Task ReadStatus()
    {
        Status = JsonNode.Parse(await Must("status", "--json"))!;
        Credentials = JsonNode.Parse(await File.ReadAllTextAsync(Status["credentials"]!.GetValue<string>()))!;
    }

    /// <summary>Master data for the simulators, correlation and transformation, as <c>demo</c> loads it.</summary>
    public async Task Load(JsonArray customers, JsonArray products)
    {
        await Put($"{Simulators}/_seed/customers", customers);
        await Put($"{Simulators}/_seed/products", products);
        await Put($"{Service("correlation")}/customers", customers);
        await Put($"{Service("transformation")}/products", products);
    }

    /// <summary>What the simulators saw: the witness that shares no code with the product.</summary>
    public async Task<JsonArray> Ledger(string path) => (await http.GetFromJsonAsync<JsonArray>($"{Simulators}/_ledger/{path}"))!;

    /// <summary>Counts of a ledger instead of its rows.</summary>
    public async Task<JsonNode> Summary(string path) => (await http.GetFromJsonAsync<JsonNode>($"{Simulators}/_ledger/{path}?summary=true"))!;

    public Task Faults(string vendor, object? profile) => profile is null
        ? Checked(http.DeleteAsync($"{Simulators}/_faults/{vendor}"), "faults off")
        : Checked(http.PutAsync($"{Simulators}/_faults/{vendor}", JsonContent.Create(profile)), "faults on");

    /// <summary>GET on a service's operator API.</summary>
    public async Task<JsonNode> Get(string service, string path) =>
        JsonNode.Parse(await Checked(http.SendAsync(Signed(HttpMethod.Get, $"{Service(service)}{path}")), path))!;

    /// <summary>POST on a service's operator API.</summary>
    public async Task<JsonNode?> Post(string service, string path, object? body = null)
    {
        using var request = Signed(HttpMethod.Post, $"{Service(service)}{path}");
        if (body is not null) request.Content = JsonContent.Create(body);
        var text = await Checked(http.SendAsync(request), path);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>POST /orders with the intake key.</summary>
    public async Task<HttpResponseMessage> PostOrder(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Intake}/orders")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Api-Key", Credentials["intakeApiKey"]!.GetValue<string>());
        return await http.SendAsync(request);
    }

    /// <summary>Stops everything and deletes the home.</summary>
    public async ValueTask DisposeAsync()
    {
        await Run("down");
        http.Dispose();
        if (Directory.Exists(home)) Directory.Delete(home, recursive: true);
    }

    public string Service(string name)
    {
        var service = Status["services"]!.AsArray().First(entry => entry!["name"]!.GetValue<string>() == name)!;
        var health = new Uri(service["health"]!.GetValue<string>());
        return $"{health.Scheme}://{health.Authority}";
    }

    private Task Put(string address, JsonNode body)
    {
        var request = Signed(HttpMethod.Put, address);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return Checked(http.SendAsync(request), address);
    }

    private HttpRequestMessage Signed(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-Api-Key", Credentials["operatorApiKey"]!.GetValue<string>());
        return request;
    }

    private static async Task<string> Checked(Task<HttpResponseMessage> sending, string what)
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, $"{what}: {(int)response.StatusCode} {text}");
        return text;
    }
}
