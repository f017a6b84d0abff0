using Workers.Fleet.Home;
using Workers.Fleet.Services;

namespace Workers.Fleet.Status;

/// <summary>Where everything is and how it is. The names of the members are the keys that others read.</summary>
internal sealed record FleetStatus(
    string Home, string Broker, string Management, string Database, string? Intake, string? Console, string? Simulators, string Credentials,
    IReadOnlyList<ServiceStatus> Services, IReadOnlyList<ServerStatus> Servers)
{
    public bool AllReady() => Services.All(service => service.State == "ready") && Servers.All(server => server.State == "running");

    public static async Task<FleetStatus> Of(RunningFleet fleet, CancellationToken cancellationToken)
    {
        var services = await Task.WhenAll(Wanted(fleet.State).Select(each => Of(fleet, each.Name, each.Instance, cancellationToken)));
        return new(
            fleet.Home.Directory, fleet.Environment.BrokerUri("publisher"), fleet.Broker.ManagementUri.ToString(), fleet.Environment.ReaderUri,
            Intake: Address(fleet, "ingestion"), Console: Address(fleet, "console"),
            Simulators: Address(fleet, ServiceCatalogue.Simulators), fleet.Home.CredentialsFile, services,
            [
                new("broker", fleet.Broker.Process?.Pid, fleet.Broker.IsRunning ? "running" : "dead"),
                new("database", fleet.Postgres.Process?.Pid, fleet.Postgres.IsRunning ? "running" : "dead"),
            ]);
    }

    private static IEnumerable<(string Name, int Instance)> Wanted(FleetState state) =>
    [
        .. ServiceCatalogue.Services.SelectMany(service => Enumerable.Range(1, state.InstancesOf(service.Name)).Select(instance => (service.Name, instance))),
        (ServiceCatalogue.Simulators, 1),
    ];

    private static async Task<ServiceStatus> Of(RunningFleet fleet, string name, int instance, CancellationToken cancellationToken)
    {
        var started = fleet.State.Processes.FirstOrDefault(process => process.Name == name && process.Instance == instance);
        if (started is null)
            return new(name, instance, null, null, "stopped", null);

        var health = $"{started.BaseUrl}/health/ready";
        if (!started.Process.IsAlive())
            return new(name, instance, null, health, "dead", $"ended by itself; last words: {LastWords.Of(fleet.Home.LogOf(name, instance))}");

        var answer = await Fleet.Services.Health.Ask(fleet.Http, started, cancellationToken);
        return new(name, instance, started.Process.Pid, health, answer.IsReady ? "ready" : "not-ready", answer.IsReady ? null : answer.Detail);
    }

    private static string? Address(RunningFleet fleet, string name) =>
        fleet.State.Processes.FirstOrDefault(process => process.Name == name && process.Instance == 1)?.BaseUrl;
}

/// <param name="State"><c>ready</c>, <c>not-ready</c>, <c>dead</c> (was started and ended without being told to) or <c>stopped</c>.</param>
internal sealed record ServiceStatus(string Name, int Instance, int? Pid, string? Health, string State, string? Detail);

internal sealed record ServerStatus(string Name, int? Pid, string State);
