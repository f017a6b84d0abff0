using Workers.LocalServers;

namespace Workers.Fleet.Home;

/// <summary>What the fleet consists of; kept in <c>fleet.json</c> so that every later command finds it.</summary>
internal sealed record FleetState
{
    /// <summary>Port by name: database, broker, management, simulators, and each service's first instance.</summary>
    public Dictionary<string, int> Ports { get; init; } = [];

    /// <summary>Processes wanted per service; one where it is not named.</summary>
    public Dictionary<string, int> Instances { get; init; } = [];

    /// <summary>Settings given by <c>up --set</c>, handed to every service.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    public List<ServiceProcess> Processes { get; init; } = [];

    public int InstancesOf(string service) => Instances.GetValueOrDefault(service, 1);

    public static FleetState Load(FleetHome home) => StateFile.Read<FleetState>(home.StateFile) ?? new();

    public void Save(FleetHome home) => StateFile.Write(home.StateFile, this);
}

/// <summary>One started process of a service, and when its program was built.</summary>
internal sealed record ServiceProcess(string Name, int Instance, int Port, ProcessIdentity Process, long Build)
{
    public string BaseUrl => $"http://127.0.0.1:{Port}";
}
