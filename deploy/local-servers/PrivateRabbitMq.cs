using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Workers.LocalServers;

/// <summary>
/// A RabbitMQ of our own from the system's packages, with management and metrics, every port on 127.0.0.1. It has its own Erlang port
/// mapper, cookie, data and administrator, no user "guest", and outlives the program that started it; a later one attaches by the directory.
/// </summary>
public sealed class PrivateRabbitMq
{
    /// <summary>Name of the superuser.</summary>
    public const string AdminUser = "fleet-admin";

    private sealed record State(
        string Node, int Port, int ManagementPort, int MetricsPort, int DistributionPort, int MapperPort, string Password,
        ProcessIdentity? Mapper, ProcessIdentity? Process);

    private readonly PrivateRabbitMqOptions options;
    private State state;

    private PrivateRabbitMq(PrivateRabbitMqOptions options, State state) => (this.options, this.state) = (options, state);

    /// <summary>True when the system's packages are there.</summary>
    public static bool IsInstalled => RabbitMqInstallation.FindServer() is not null;

    /// <summary>AMQP port on 127.0.0.1.</summary>
    public int Port => state.Port;

    /// <summary>Port of the management console and API on 127.0.0.1.</summary>
    public int ManagementPort => state.ManagementPort;

    /// <summary>Port of the Prometheus metrics on 127.0.0.1.</summary>
    public int MetricsPort => state.MetricsPort;

    /// <summary>Password of the administrator.</summary>
    public string Password => state.Password;

    /// <summary>Base address of the management console and API.</summary>
    public Uri ManagementUri => new($"http://127.0.0.1:{ManagementPort}/");

    /// <summary>File with the server's output.</summary>
    public string LogFile => Path.Combine(options.StateDirectory, "rabbitmq.log");

    /// <summary>Process of the broker, if it was started.</summary>
    public ProcessIdentity? Process => state.Process;

    /// <summary>True while the broker's process runs.</summary>
    public bool IsRunning => state.Process?.IsAlive() ?? false;

    /// <summary>AMQP URI of the administrator for a virtual host.</summary>
    public Uri AmqpUri(string virtualHost = "/") => new($"amqp://{AdminUser}:{Password}@127.0.0.1:{Port}/{Uri.EscapeDataString(virtualHost)}");

    /// <summary>A client of the management API (base address <c>.../api/</c>) that is signed in as administrator.</summary>
    public HttpClient ManagementClient() => new()
    {
        BaseAddress = new Uri(ManagementUri, "api/"),
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders =
        {
            Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AdminUser}:{Password}"))),
        },
    };

    /// <summary>The broker of this state directory, running or not; null when none was ever started there.</summary>
    public static PrivateRabbitMq? Find(PrivateRabbitMqOptions options) =>
        StateFile.Read<State>(StatePath(options)) is { } state ? new(options, state) : null;

    /// <summary>Starts the broker, or attaches to the one that runs already, and waits until it can be used.</summary>
    public static async Task<PrivateRabbitMq> Start(PrivateRabbitMqOptions options, CancellationToken cancellationToken = default)
    {
        // The configuration in it holds the administrator's password.
        Directory.CreateDirectory(options.StateDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var server = Find(options) ?? new(options, New(options));
        if (!server.IsRunning)
            await server.Launch(cancellationToken);

        await server.WaitUntilReady(cancellationToken);
        return server;
    }

    /// <summary>Ends the broker in good order, and its port mapper.</summary>
    public async Task Stop(CancellationToken cancellationToken = default)
    {
        if (state.Process is { } process)
            await DetachedProcess.Stop(process, TimeSpan.FromSeconds(30), cancellationToken);
        await EndMapper(cancellationToken);
    }

    /// <summary>SIGKILL, as a crash would.</summary>
    public async Task Kill(CancellationToken cancellationToken = default)
    {
        if (state.Process is { } process)
            await DetachedProcess.Kill(process, cancellationToken);
    }

    /// <summary>Ends the broker and deletes everything it kept.</summary>
    public async Task Remove(CancellationToken cancellationToken = default)
    {
        await Kill(cancellationToken);
        await EndMapper(cancellationToken);
        if (Directory.Exists(options.StateDirectory))
            Directory.Delete(options.StateDirectory, recursive: true);
    }

    private static string StatePath(PrivateRabbitMqOptions options) => Path.Combine(options.StateDirectory, "rabbitmq.json");

    private static State New(PrivateRabbitMqOptions options) => new(
        $"fleet-{StateFile.NewPassword()[..8].ToLowerInvariant()}@localhost", options.Port ?? FreePort.Next(), options.ManagementPort ?? FreePort.Next(),
        FreePort.Next(), FreePort.Next(), FreePort.Next(), StateFile.NewPassword(), null, null);

    private async Task Launch(CancellationToken cancellationToken)
    {
        await EndStrays(cancellationToken);
        state = state with
        {
            Port = options.Port ?? FreePort.OrNext(state.Port),
            ManagementPort = options.ManagementPort ?? FreePort.OrNext(state.ManagementPort),
            MetricsPort = FreePort.OrNext(state.MetricsPort),
            DistributionPort = FreePort.OrNext(state.DistributionPort),
            MapperPort = FreePort.OrNext(state.MapperPort),
        };
        WriteConfiguration();
        Save();

        var environment = EnvironmentVariables();
        string[] mapper = [RabbitMqInstallation.PortMapper(), "-port", $"{state.MapperPort}", "-address", "127.0.0.1"];
        state = state with { Mapper = DetachedProcess.Start(Path.Combine(options.StateDirectory, "epmd.log"), options.StateDirectory, environment, mapper) };
        Save();
        state = state with { Process = DetachedProcess.Start(LogFile, options.StateDirectory, environment, [RabbitMqInstallation.Server()]) };
        Save();
    }

    private void WriteConfiguration()
    {
        var configuration = Path.Combine(options.StateDirectory, "rabbitmq.conf");
        File.WriteAllText(configuration,
            $"""
            listeners.tcp.1 = 127.0.0.1:{state.Port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {state.ManagementPort}
            prometheus.tcp.ip = 127.0.0.1
            prometheus.tcp.port = {state.MetricsPort}
            default_user = {AdminUser}
            default_pass = {state.Password}
            vm_memory_high_watermark.absolute = {options.MemoryLimit}
            disk_free_limit.absolute = 200MB
            collect_statistics_interval = 5000
            background_gc_enabled = true
            background_gc_target_interval = 5000
            frame_max = 1048576
            log.console = true
            log.console.level = warning
            log.file = false

            """);
        File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(options.StateDirectory, "enabled_plugins"), "[rabbitmq_management,rabbitmq_prometheus].\n");
    }

    private Dictionary<string, string?> EnvironmentVariables()
    {
        string In(string name) => Path.Combine(options.StateDirectory, name);
        return new()
        {
            ["HOME"] = options.StateDirectory, // the Erlang cookie lies here
            ["RABBITMQ_NODENAME"] = state.Node,
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"),
            ["RABBITMQ_CONFIG_FILES"] = "",
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = In("data"),
            ["RABBITMQ_LOG_BASE"] = options.StateDirectory,
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("generated"),
            ["RABBITMQ_FEATURE_FLAGS_FILE"] = In("feature_flags"),
            ["RABBITMQ_PID_FILE"] = In("rabbitmq.pid"),
            ["RABBITMQ_DIST_PORT"] = $"{state.DistributionPort}",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = $"-kernel inet_dist_use_interface {{127,0,0,1}} +S {options.Schedulers}:{options.Schedulers}",
            ["ERL_EPMD_PORT"] = $"{state.MapperPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            // The start script then becomes the Erlang machine instead of waiting for it, so that its number is the broker's.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
            // Tables of a big cluster's size, allocated ahead: a private broker needs a tenth.
            ["RABBITMQ_MAX_NUMBER_OF_PROCESSES"] = "131072",
            ["RABBITMQ_MAX_NUMBER_OF_ATOMS"] = "1000000",
            ["ERL_MAX_PORTS"] = "16384",
            ["RABBITMQ_LOG"] = "-color",
            ["LANG"] = "C.UTF-8",
        };
    }

    private async Task WaitUntilReady(CancellationToken cancellationToken)
    {
        using var client = ManagementClient();
        var waited = Stopwatch.StartNew();
        while (!await Answers(client, cancellationToken))
        {
            if (!IsRunning)
                throw new ServerUnavailableException($"RabbitMQ ended while starting on port {Port}. Its last words ({LogFile}): {LogTail.Of(LogFile)}");
            if (waited.Elapsed > options.StartTimeout)
                throw new ServerUnavailableException($"RabbitMQ on port {Port} was not ready within {options.StartTimeout.TotalSeconds} s. See {LogFile}");
            await Task.Delay(150, cancellationToken);
        }
    }

    private async Task<bool> Answers(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            using var response = await client.GetAsync(new Uri("whoami", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is SocketException or HttpRequestException)
        {
            return false;
        }
    }

    // An interruption between a start and the note of its number leaves a broker that the state does not know. Two on one data
    // directory would destroy it; the directory stands in the environment of both processes.
    private async Task EndStrays(CancellationToken cancellationToken)
    {
        foreach (var stray in ProcessIdentity.WithEnvironment("RABBITMQ_MNESIA_BASE", Path.Combine(options.StateDirectory, "data")))
            await DetachedProcess.Kill(stray, cancellationToken);
    }

    private async Task EndMapper(CancellationToken cancellationToken)
    {
        if (state.Mapper is { } mapper)
            await DetachedProcess.Kill(mapper, cancellationToken);
    }

    private void Save() => StateFile.Write(StatePath(options), state);
}
