using Workers.LocalServers;

namespace Workers.Fleet.Home;

/// <summary>The directory of one fleet: <c>FLEET_HOME</c>, else <c>.fleet</c> beside the sources. Fleets in different homes do not meet.</summary>
internal sealed class FleetHome
{
    public FleetHome(string root, string directory) => (Root, Directory) = (root, directory);

    /// <summary>The checked-out sources.</summary>
    public string Root { get; }

    public string Directory { get; }

    public string StateFile => In("fleet.json");

    public string CredentialsFile => In("credentials.json");

    public string NetSuiteKey => In("netsuite-key.pem");

    public string NetSuitePublicKey => In("netsuite-key.pub.pem");

    public string Logs => In("logs");

    public string Deploy(string path) => Path.Combine(Root, "deploy", path);

    public string LogOf(string service, int instance) => Path.Combine(Logs, $"{service}-{instance}.log");

    public PrivatePostgresOptions Postgres(int? port = null) => new() { StateDirectory = In("postgres"), Port = port };

    public PrivateRabbitMqOptions RabbitMq(int? port = null, int? managementPort = null) =>
        new() { StateDirectory = In("rabbitmq"), Port = port, ManagementPort = managementPort };

    public static FleetHome FromEnvironment()
    {
        var root = Environment.GetEnvironmentVariable("FLEET_ROOT") ?? FindRoot();
        var directory = Environment.GetEnvironmentVariable("FLEET_HOME");
        return new(root, Path.GetFullPath(string.IsNullOrWhiteSpace(directory) ? Path.Combine(root, ".fleet") : directory));
    }

    /// <summary>Makes the directories and checks that there is space to work in.</summary>
    public void Prepare()
    {
        try
        {
            System.IO.Directory.CreateDirectory(Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            System.IO.Directory.CreateDirectory(Logs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FleetException($"Cannot write to {Directory}: {e.Message} Set FLEET_HOME to a folder you own.", ExitCode.NoSpace, e);
        }

        var freeMegabytes = new DriveInfo(Directory).AvailableFreeSpace / (1024 * 1024);
        if (freeMegabytes < 1024)
            throw new FleetException($"Only {freeMegabytes} MB are left on the disk of {Directory}; the servers need 1024 MB. Free some space, or set FLEET_HOME to another disk.", ExitCode.NoSpace);
    }

    private string In(string name) => Path.Combine(Directory, name);

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Workers.sln")))
                return directory.FullName;
        throw new FleetException("The sources were not found. Start the tool by deploy/fleet.", ExitCode.WrongUse);
    }
}
