using System.Diagnostics;
using Workers.Fleet.Home;
using Workers.LocalServers;

namespace Workers.Fleet.Services;

/// <summary>Starts, finds and ends the processes of the services.</summary>
internal sealed class ServiceProcesses(FleetHome home, FleetState state, ServiceEnvironment environment)
{
    /// <summary>Environment variable that every process of a fleet carries, with the fleet's home as value.</summary>
    public const string Mark = "FLEET_PROCESS_OF";

    private static readonly TimeSpan MigrationLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    public void StartSimulators()
    {
        if (Running(ServiceCatalogue.Simulators, 1) is not null)
            return;

        var port = PortFor(ServiceCatalogue.Simulators, 1, ServiceCatalogue.ServerPorts[ServiceCatalogue.Simulators]);
        Start(ServiceCatalogue.Simulators, 1, port, ServiceCatalogue.SimulatorProgram(home.Root), environment.ForSimulators(port));
    }

    public void Start(ServiceDefinition service, int instance)
    {
        if (Running(service.Name, instance) is not null)
            return;

        var port = PortFor(service.Name, instance, service.Port);
        Start(service.Name, instance, port, service.Program(home.Root), environment.ForService(service, instance, port));
    }

    /// <summary>Runs a service's verb <c>migrate</c> to its end.</summary>
    public async Task Migrate(ServiceDefinition service, CancellationToken cancellationToken)
    {
        var log = Path.Combine(home.Logs, $"{service.Name}-migrate.log");
        var start = new ProcessStartInfo("dotnet", [ExistingProgram(service.Program(home.Root)), "migrate"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        foreach (var (key, value) in environment.ForMigration(service))
            start.Environment[key] = value;

        var exitCode = await RunWithLog(start, log, cancellationToken);
        if (exitCode is null)
            throw new FleetException($"{service.Name} did not finish its migration within {MigrationLimit.TotalMinutes:0} minutes: {LogTail.Of(log)} See also deploy/fleet logs broker.");
        if (exitCode != 0)
            throw new FleetException($"{service.Name} could not migrate: {LogTail.Of(log)}");
    }

    // Null when it did not end in time.
    private static async Task<int?> RunWithLog(ProcessStartInfo start, string log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(MigrationLimit);
        await using var file = File.Create(log);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            await Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(file, limit.Token), process.StandardError.BaseStream.CopyToAsync(file, limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public async Task Stop(ServiceProcess process, CancellationToken cancellationToken)
    {
        await DetachedProcess.Stop(process.Process, Patience, cancellationToken);
        Forget(process);
    }

    public ServiceProcess? Running(string service, int instance) =>
        state.Processes.FirstOrDefault(process => process.Name == service && process.Instance == instance && process.Process.IsAlive());

    /// <summary>Waits until the process answers that it is ready; says why when it cannot.</summary>
    public async Task WaitUntilReady(string service, int instance, HttpClient http, TimeSpan limit, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var log = home.LogOf(service, instance);
        while (true)
        {
            if (Running(service, instance) is not { } process)
            {
                StartElsewhere(service, instance, log);
                continue;
            }

            var health = await Health.Ask(http, process, cancellationToken);
            if (health.IsReady)
                return;
            if (waited.Elapsed > limit)
                throw new FleetException($"{service} was not ready within {limit.TotalSeconds:0} s: {health.Detail}. Its log is {log}");
            await Task.Delay(100, cancellationToken);
        }
    }

    // Another fleet that starts at the same time may take a port between the look and the process's own claim.
    private void StartElsewhere(string service, int instance, string log)
    {
        var dead = state.Processes.FirstOrDefault(process => process.Name == service && process.Instance == instance);
        if (dead is null || FreePort.IsFree(dead.Port))
            throw new FleetException($"{service} ended while starting. Its last words ({log}): {LastWords.Of(log)}");
        if (service == ServiceCatalogue.Simulators)
            StartSimulators();
        else
            Start(ServiceCatalogue.Find(service), instance);
    }

    private void Start(string name, int instance, int port, string program, Dictionary<string, string?> variables)
    {
        state.Processes.RemoveAll(process => process.Name == name && process.Instance == instance);
        var log = home.LogOf(name, instance);
        RotateLog(log);
        var process = DetachedProcess.Start(log, home.Directory, variables, ["dotnet", ExistingProgram(program), "run"]);
        state.Processes.Add(new(name, instance, port, process, BuildOf(program)));
        state.Save(home);
    }

    private int PortFor(string name, int instance, int wanted)
    {
        if (instance > 1)
            return FreePort.Next();
        if (state.Ports.TryGetValue(name, out var known) && FreePort.IsFree(known))
            return known;

        var port = Ports.Choose(name, known == 0 ? wanted : known);
        state.Ports[name] = port;
        return port;
    }

    private void Forget(ServiceProcess process)
    {
        state.Processes.Remove(process);
        state.Save(home);
    }

    /// <summary>Ends processes whose program was built anew since they started, so that the next start runs the new one.</summary>
    public async Task StopOutdated(CancellationToken cancellationToken)
    {
        var programs = ServiceCatalogue.Services.ToDictionary(service => service.Name, service => service.Program(home.Root));
        programs[ServiceCatalogue.Simulators] = ServiceCatalogue.SimulatorProgram(home.Root);
        var outdated = state.Processes
            .Where(process => process.Process.IsAlive() && programs.TryGetValue(process.Name, out var program) && process.Build != BuildOf(program)).ToList();
        if (outdated.Count > 0)
            Say.Line($"Stopping what was built anew: {string.Join(", ", outdated.Select(process => process.Name).Distinct())} ...");
        await Task.WhenAll(outdated.Select(process => DetachedProcess.Stop(process.Process, Patience, cancellationToken)));
    }

    private static long BuildOf(string program) => File.GetLastWriteTimeUtc(program).Ticks;

    private static string ExistingProgram(string program) => File.Exists(program)
        ? program
        : throw new FleetException($"{program} was not built. Start the tool by deploy/fleet, which builds it.", ExitCode.MissingPrerequisite);

    private static void RotateLog(string log)
    {
        if (File.Exists(log) && new FileInfo(log).Length > 50 * 1024 * 1024)
            File.Move(log, log + ".old", overwrite: true);
    }
}
