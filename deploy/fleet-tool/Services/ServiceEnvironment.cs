using System.Globalization;
using Workers.Fleet.Home;

namespace Workers.Fleet.Services;

/// <summary>The settings of every process, as environment variables. The compose file gives the same keys.</summary>
internal sealed class ServiceEnvironment(FleetHome home, FleetState state, Credentials credentials)
{
    public string SimulatorsUrl => $"http://127.0.0.1:{state.Ports[ServiceCatalogue.Simulators]}";

    public Dictionary<string, string?> ForService(ServiceDefinition service, int instance, int port)
    {
        var environment = Common(port);
        environment["Fleet__Instance"] = instance.ToString(CultureInfo.InvariantCulture);
        environment["Http__OperatorApiKey"] = credentials.OperatorApiKey;
        environment["Database__ConnectionString"] = ConnectionString(service.Schema, service.PoolSize) + ";Max Auto Prepare=60;Keepalive=30";
        environment["Bus__Uri"] = BrokerUri(service.Name);
        foreach (var (key, value) in ForVendors(service))
            environment[key] = value;
        if (service.Name == "ingestion")
            environment["Intake__ApiKey"] = credentials.IntakeApiKey;
        foreach (var (key, value) in state.Settings)
            environment[key] = value;
        return environment;
    }

    public Dictionary<string, string?> ForMigration(ServiceDefinition service)
    {
        var environment = ForService(service, 1, 0);
        environment.Remove("Http__Port");
        environment["Database__MigratorConnectionString"] = ConnectionString("fleet_migrator", 2);
        return environment;
    }

    public Dictionary<string, string?> ForSimulators(int port)
    {
        var environment = Common(port);
        var vendors = credentials.Vendors;
        environment["NetSuite__ClientId"] = vendors.NetSuiteClientId;
        environment["NetSuite__CertificateId"] = vendors.NetSuiteCertificateId;
        environment["NetSuite__PublicKeyPath"] = home.NetSuitePublicKey;
        environment["Monday__Token"] = vendors.MondayToken;
        environment["DunBradstreet__Key"] = vendors.DunBradstreetKey;
        environment["DunBradstreet__Secret"] = vendors.DunBradstreetSecret;
        environment["As400__User"] = vendors.As400User;
        environment["As400__Password"] = vendors.As400Password;
        return environment;
    }

    public string BrokerUri(string user) =>
        $"amqp://{user}:{credentials.Broker[user]}@127.0.0.1:{state.Ports["broker"]}/{ServiceCatalogue.VirtualHost}";

    public string ReaderUri =>
        $"postgresql://reporting_reader:{credentials.Database["reporting_reader"]}@127.0.0.1:{state.Ports["database"]}/{ServiceCatalogue.DatabaseName}";

    public string ConnectionString(string role, int poolSize) =>
        $"Host=127.0.0.1;Port={state.Ports["database"]};Database={ServiceCatalogue.DatabaseName};Username={role};Password={credentials.Database[role]};Maximum Pool Size={poolSize}";

    private Dictionary<string, string> ForVendors(ServiceDefinition service)
    {
        var vendors = credentials.Vendors;
        return service.Name switch
        {
            "netsuite-poller" => new()
            {
                ["NetSuite__BaseUrl"] = $"{SimulatorsUrl}/netsuite",
                ["NetSuite__AccountId"] = vendors.NetSuiteAccount,
                ["NetSuite__ClientId"] = vendors.NetSuiteClientId,
                ["NetSuite__CertificateId"] = vendors.NetSuiteCertificateId,
                ["NetSuite__PrivateKeyPath"] = home.NetSuiteKey,
            },
            "monday-sync" => new()
            {
                ["Monday__BaseUrl"] = $"{SimulatorsUrl}/monday",
                ["Monday__Token"] = vendors.MondayToken,
            },
            "credit-check" => new()
            {
                ["DunBradstreet__BaseUrl"] = $"{SimulatorsUrl}/dnb",
                ["DunBradstreet__Key"] = vendors.DunBradstreetKey,
                ["DunBradstreet__Secret"] = vendors.DunBradstreetSecret,
                ["As400__BaseUrl"] = $"{SimulatorsUrl}/as400",
                ["As400__User"] = vendors.As400User,
                ["As400__Password"] = vendors.As400Password,
            },
            _ => [],
        };
    }

    private Dictionary<string, string?> Common(int port) => new()
    {
        ["Http__Host"] = "127.0.0.1",
        ["Http__Port"] = port.ToString(CultureInfo.InvariantCulture),
        // Marks the process as ours, so that `down` finds it even when the note of its number was lost.
        [ServiceProcesses.Mark] = home.Directory,
        ["DOTNET_NOLOGO"] = "1",
        // 16 MB (hexadecimal) of young objects before a collection: the default follows the processor's cache and lets seven processes swell.
        ["DOTNET_GCgen0MaxBudget"] = "1000000",
        // Large batches leave holes in the heap of large objects; they are closed earlier than usual.
        ["DOTNET_GCConserveMemory"] = "5",
        ["MASSTRANSIT_USAGE_TELEMETRY"] = "false",
        // Settings of the user's shell that would move the HTTP side elsewhere.
        ["ASPNETCORE_URLS"] = null,
        ["ASPNETCORE_HTTP_PORTS"] = null,
        ["DOTNET_URLS"] = null,
    };
}
