using System.Net.Http.Json;
using System.Text.Json;
using Workers.Fleet.Home;
using Workers.LocalServers;

namespace Workers.Fleet.Services;

/// <summary>A started fleet as the verbs see it: where its parts are and how to talk to them.</summary>
internal sealed class RunningFleet : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(100) };

    private RunningFleet(FleetHome home, Credentials credentials, PrivatePostgres postgres, PrivateRabbitMq broker)
    {
        (Home, Credentials, Postgres, Broker) = (home, credentials, postgres, broker);
        State = FleetState.Load(home);
        Environment = new(home, State, credentials);
        Processes = new(home, State, Environment);
    }

    public FleetHome Home { get; }

    public FleetState State { get; private set; }

    public Credentials Credentials { get; }

    public PrivatePostgres Postgres { get; }

    public PrivateRabbitMq Broker { get; }

    public ServiceEnvironment Environment { get; }

    public ServiceProcesses Processes { get; }

    public HttpClient Http => http;

    public string Simulators => Environment.SimulatorsUrl;

    /// <summary>The fleet of this home as it was started; not everything of it needs to be alive.</summary>
    public static RunningFleet Attach(FleetHome home)
    {
        var credentials = Credentials.Load(home);
        return PrivatePostgres.Find(home.Postgres()) is { } postgres && PrivateRabbitMq.Find(home.RabbitMq()) is { } broker
            ? new(home, credentials, postgres, broker)
            : throw new FleetException($"The fleet in {home.Directory} was never up. Start it with deploy/fleet up.", ExitCode.NotRunning);
    }

    /// <summary>Calls a service's operator API; an answer that is no success becomes a message for the operator.</summary>
    public async Task<JsonElement> Call(string service, HttpMethod method, string path, object? body, CancellationToken cancellationToken, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(AddressOf(service), path));
        request.Headers.Add("X-Api-Key", key ?? Credentials.OperatorApiKey);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new FleetException($"{service} answered {(int)response.StatusCode} to {method} {path}: {Explain(text)}", ExitCode.NotAccountedFor);
            return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (HttpRequestException e)
        {
            throw new FleetException($"{service} does not answer ({e.Message}). See deploy/fleet status; start it again with deploy/fleet restart {service}.", ExitCode.NotRunning, e);
        }
    }

    public Task<JsonElement> Get(string service, string path, CancellationToken cancellationToken) =>
        Call(service, HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonElement> Post(string service, string path, object? body, CancellationToken cancellationToken) =>
        Call(service, HttpMethod.Post, path, body, cancellationToken);

    /// <summary>Calls the simulators; they need no key.</summary>
    public async Task<string> CallSimulators(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{Simulators}/{path}")) { Content = body };
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? text
                : throw new FleetException($"The simulators answered {(int)response.StatusCode} to {method} {path}: {Explain(text)}", ExitCode.NotAccountedFor);
        }
        catch (HttpRequestException e)
        {
            throw new FleetException($"The simulators do not answer ({e.Message}). Start them again with deploy/fleet restart simulators.", ExitCode.NotRunning, e);
        }
    }

    public void Dispose() => http.Dispose();

    private Uri AddressOf(string service)
    {
        State = FleetState.Load(Home);
        var process = State.Processes.FirstOrDefault(process => process.Name == service && process.Process.IsAlive())
            ?? throw new FleetException($"{service} is not running. Start it with deploy/fleet restart {service}, or everything with deploy/fleet up.", ExitCode.NotRunning);
        return new(process.BaseUrl);
    }

    // Problem details carry the sentence in "detail".
    private static string Explain(string text)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<JsonElement>(text);
            return problem.TryGetProperty("detail", out var detail) ? detail.ToString() : text;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return text.Length == 0 ? "no explanation" : text;
        }
    }
}
