using System.Diagnostics;
using System.Globalization;

namespace Workers.LocalServers;

/// <summary>
/// A PostgreSQL of our own from the system's packages, on 127.0.0.1 alone. It outlives the program that started it; a later one
/// attaches to it by its state directory. A system cluster is never touched.
/// </summary>
public sealed class PrivatePostgres
{
    /// <summary>Name of the superuser.</summary>
    public const string AdminUser = "fleet_admin";

    private sealed record State(int Port, string Password, string Home, ProcessIdentity? Process);

    private readonly PrivatePostgresOptions options;
    private State state;

    private PrivatePostgres(PrivatePostgresOptions options, State state) => (this.options, this.state) = (options, state);

    /// <summary>True when the system's packages are there.</summary>
    public static bool IsInstalled => PostgresInstallation.FindPrograms() is not null;

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port => state.Port;

    /// <summary>Password of the superuser.</summary>
    public string Password => state.Password;

    /// <summary>Folder with the data; its parent is the state directory or, for root, may lie under /var/lib.</summary>
    public string DataDirectory => Path.Combine(state.Home, "data");

    /// <summary>File with the server's output.</summary>
    public string LogFile => Path.Combine(options.StateDirectory, "postgres.log");

    /// <summary>Process of the server, if it was started.</summary>
    public ProcessIdentity? Process => state.Process;

    /// <summary>Npgsql connection string of the superuser to a database.</summary>
    public string ConnectionString(string database = "postgres") =>
        $"Host=127.0.0.1;Port={Port};Username={AdminUser};Password={Password};Database={database}";

    /// <summary>True while the server's process runs.</summary>
    public bool IsRunning => state.Process?.IsAlive() ?? false;

    /// <summary>The server of this state directory, running or not; null when none was ever started there.</summary>
    public static PrivatePostgres? Find(PrivatePostgresOptions options) =>
        StateFile.Read<State>(StatePath(options)) is { } state ? new(options, state) : null;

    /// <summary>Starts the server, or attaches to the one that runs already, and waits until it accepts connections.</summary>
    public static async Task<PrivatePostgres> Start(PrivatePostgresOptions options, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(options.StateDirectory);
        var server = Find(options);
        if (server is null || !Directory.Exists(server.DataDirectory))
            server = await Create(options, cancellationToken);
        if (!server.IsRunning)
            await server.Launch(cancellationToken);

        await server.WaitUntilReady(cancellationToken);
        return server;
    }

    /// <summary>Ends the server in good order (open sessions are cut).</summary>
    public async Task Stop(CancellationToken cancellationToken = default)
    {
        if (state.Process is not { } process || !process.IsAlive())
            return;

        var programs = PostgresInstallation.Programs();
        await DetachedProcess.Run(
            [.. PostgresInstallation.AsServerUser(Path.Combine(programs, "pg_ctl"), "stop", "-D", DataDirectory, "-m", "fast", "-t", "30", "-s")], cancellationToken);
        await DetachedProcess.Kill(process, cancellationToken);
    }

    /// <summary>SIGKILL for the server and all its processes, as a crash would.</summary>
    public Task Kill(CancellationToken cancellationToken = default) =>
        state.Process is { } process ? DetachedProcess.Kill(process, cancellationToken) : Task.CompletedTask;

    /// <summary>Ends the server and deletes everything it kept.</summary>
    public async Task Remove(CancellationToken cancellationToken = default)
    {
        await Kill(cancellationToken);
        if (Directory.Exists(state.Home))
            Directory.Delete(state.Home, recursive: true);
        if (Directory.Exists(options.StateDirectory))
            Directory.Delete(options.StateDirectory, recursive: true);
    }

    private static string StatePath(PrivatePostgresOptions options) => Path.Combine(options.StateDirectory, "postgres.json");

    private static async Task<PrivatePostgres> Create(PrivatePostgresOptions options, CancellationToken cancellationToken)
    {
        var home = await PostgresInstallation.PrepareHome(options.StateDirectory, cancellationToken);
        var data = Path.Combine(home, "data");
        // Data without a state file is what an earlier run left when its state directory was deleted: nobody has its password any more.
        await EndServerOf(data, cancellationToken);
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);

        var password = StateFile.NewPassword();
        await InitialiseData(home, password, cancellationToken);

        var server = new PrivatePostgres(options, new(options.Port ?? FreePort.Next(), password, home, null));
        server.Save();
        Directory.Move(Path.Combine(home, "data.new"), data);
        return server;
    }

    // Under a temporary name, so that an interruption never leaves half a cluster behind that looks like a whole one.
    private static async Task InitialiseData(string home, string password, CancellationToken cancellationToken)
    {
        var (fresh, passwordFile) = (Path.Combine(home, "data.new"), Path.Combine(home, "password"));
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);

        await File.WriteAllTextAsync(passwordFile, password, cancellationToken);
        File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (Environment.IsPrivilegedProcess)
            await DetachedProcess.Run(["chown", "--reference", home, passwordFile], cancellationToken);

        string[] initdb =
        [
            Path.Combine(PostgresInstallation.Programs(), "initdb"), "-D", fresh, $"--username={AdminUser}", $"--pwfile={passwordFile}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
        ];
        var (exitCode, output) = await DetachedProcess.Run([.. PostgresInstallation.AsServerUser(initdb)], cancellationToken);
        File.Delete(passwordFile);
        if (exitCode != 0)
            throw new ServerUnavailableException($"PostgreSQL could not create its data in {home}: {output.Trim()}");
    }

    private async Task Launch(CancellationToken cancellationToken)
    {
        await EndServerOf(DataDirectory, cancellationToken);
        var port = options.Port ?? (FreePort.IsFree(state.Port) ? state.Port : FreePort.Next());
        string[] settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", $"max_connections={options.MaxConnections}",
            $"shared_buffers={options.SharedBuffers}", "jit=off", "max_wal_size=2GB", "log_line_prefix=%m [%p] %u ", "timezone=UTC", "log_timezone=UTC",
            .. options.Durable ? Array.Empty<string>() : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
        ];
        string[] command = [Path.Combine(PostgresInstallation.Programs(), "postgres"), "-D", DataDirectory, .. settings.SelectMany(setting => (string[])["-c", setting])];
        var process = DetachedProcess.Start(LogFile, "/", new Dictionary<string, string?>(), PostgresInstallation.AsServerUser(command));
        state = state with { Port = port, Process = process };
        Save();
    }

    private async Task WaitUntilReady(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!SaysReady())
        {
            if (!IsRunning)
                throw new ServerUnavailableException($"PostgreSQL ended while starting on port {Port}. Its last words ({LogFile}): {LogTail.Of(LogFile)}");
            if (waited.Elapsed > options.StartTimeout)
                throw new ServerUnavailableException($"PostgreSQL on port {Port} was not ready within {options.StartTimeout.TotalSeconds} s. See {LogFile}");
            await Task.Delay(100, cancellationToken);
        }
    }

    // Asking the port could reach another's server. The pid file names its process in line 1 and how far it has come in line 8.
    private bool SaysReady()
    {
        try
        {
            var lines = File.ReadAllLines(PidFile(DataDirectory));
            return lines.Length >= 8 && lines[7].Trim() == "ready" && lines[0] == state.Process?.Pid.ToString(CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string PidFile(string data) => Path.Combine(data, "postmaster.pid");

    // The server's own pid file tells of one that still runs although our state does not know it, or that crashed: its number may
    // belong to another process by now, so the command line must name this data directory.
    private static async Task EndServerOf(string data, CancellationToken cancellationToken)
    {
        var pidFile = PidFile(data);
        if (!File.Exists(pidFile))
            return;

        var firstLine = File.ReadLines(pidFile).FirstOrDefault();
        if (int.TryParse(firstLine, CultureInfo.InvariantCulture, out var pid)
            && ProcessIdentity.CommandLine(pid).Contains($"-D {data} ", StringComparison.Ordinal)
            && ProcessIdentity.Of(pid) is { } stray)
            await DetachedProcess.Stop(stray, TimeSpan.FromSeconds(20), cancellationToken);
        File.Delete(pidFile);
    }

    private void Save() => StateFile.Write(StatePath(options), state);
}
