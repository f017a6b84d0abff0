namespace Workers.Fleet.Home;

/// <summary>A service of the fleet: folder, queue prefix and broker user bear its name, schema and database role the same in snake_case.</summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Project">Name of the project; the program is <c>Workers.{Project}.dll</c>.</param>
/// <param name="Port">Port of its first instance, unless taken.</param>
/// <param name="PoolSize">Most database connections of one instance.</param>
/// <param name="Vendors">The vendors it calls, as the verbs pause and resume know them.</param>
internal sealed record ServiceDefinition(string Name, string Project, int Port, int PoolSize, params string[] Vendors)
{
    public string Schema => Name.Replace('-', '_');

    public string Program(string root) => Path.Combine(root, "artifacts", "bin", Project, "release", $"Workers.{Project}.dll");
}

/// <summary>The one list of services. The compose file is held against it by a test.</summary>
internal static class ServiceCatalogue
{
    public const string DatabaseName = "order_staging_db";
    public const string VirtualHost = "fleet";
    public const string Simulators = "simulators";

    public static readonly IReadOnlyList<ServiceDefinition> Services =
    [
        new("ingestion", "Ingestion", 8101, 16),
        new("transformation", "Transformation", 8102, 12),
        new("orders", "Orders", 8103, 20),
        new("correlation", "Correlation", 8104, 12),
        new("credit-check", "CreditCheck", 8105, 12, "dnb", "as400"),
        new("netsuite-poller", "NetSuitePoller", 8106, 16, "netsuite"),
        new("monday-sync", "MondaySync", 8107, 12, "monday"),
    ];

    /// <summary>Ports of what is not a service, unless taken.</summary>
    public static readonly IReadOnlyDictionary<string, int> ServerPorts = new Dictionary<string, int>
    {
        ["database"] = 5433, ["broker"] = 5673, ["management"] = 15673, [Simulators] = 8090,
    };

    public static ServiceDefinition Find(string name) =>
        Services.FirstOrDefault(service => service.Name == name)
        ?? throw new FleetException($"There is no service '{name}'. There are: {string.Join(", ", Services.Select(service => service.Name))}.", ExitCode.WrongUse);

    public static ServiceDefinition OwnerOf(string vendor) =>
        Services.FirstOrDefault(service => service.Vendors.Contains(vendor))
        ?? throw new FleetException($"There is no vendor '{vendor}'. There are: {string.Join(", ", Services.SelectMany(service => service.Vendors))}.", ExitCode.WrongUse);

    public static string SimulatorProgram(string root) =>
        Path.Combine(root, "artifacts", "bin", "Workers.Simulators", "release", "Workers.Simulators.dll");
}
