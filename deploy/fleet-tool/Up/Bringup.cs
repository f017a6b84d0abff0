using Workers.Fleet.Home;
using Workers.Fleet.Servers;
using Workers.Fleet.Services;
using Workers.LocalServers;

namespace Workers.Fleet.Up;

/// <summary>Everything that makes a fleet run, in its order. Each step leaves alone what is there already, so an interrupted start goes on.</summary>
internal sealed class Bringup(FleetHome home)
{
    public async Task<RunningFleet> Run(CancellationToken cancellationToken)
    {
        var credentials = Credentials.LoadOrCreate(home);
        var (postgres, broker) = await StartServers(cancellationToken);
        var fleet = RunningFleet.Attach(home);
        await fleet.Processes.StopOutdated(cancellationToken);
        fleet.Processes.StartSimulators();

        if (fleet.State.Processes.Count(process => process.Process.IsAlive()) < ServiceCatalogue.Services.Count + 1)
            await Provision(fleet, postgres, broker, credentials, cancellationToken);
        await StartServices(fleet, cancellationToken);
        return fleet;
    }

    public async Task<(PrivatePostgres Postgres, PrivateRabbitMq Broker)> StartServers(CancellationToken cancellationToken)
    {
        var state = FleetState.Load(home);
        var postgres = StartPostgres(state, cancellationToken);
        var broker = StartBroker(state, cancellationToken);
        await Task.WhenAll(postgres, broker);
        state.Save(home);
        return (await postgres, await broker);
    }

    private async Task<PrivatePostgres> StartPostgres(FleetState state, CancellationToken cancellationToken)
    {
        if (PrivatePostgres.Find(home.Postgres()) is { IsRunning: true } running)
        {
            state.Ports["database"] = running.Port;
            return await PrivatePostgres.Start(home.Postgres(), cancellationToken);
        }

        Say.Line("Starting PostgreSQL ...");
        return await WithFreePorts(state, ["database"], () => PrivatePostgres.Start(home.Postgres(state.Ports["database"]), cancellationToken));
    }

    private async Task<PrivateRabbitMq> StartBroker(FleetState state, CancellationToken cancellationToken)
    {
        if (PrivateRabbitMq.Find(home.RabbitMq()) is { IsRunning: true } running)
        {
            (state.Ports["broker"], state.Ports["management"]) = (running.Port, running.ManagementPort);
            return await PrivateRabbitMq.Start(home.RabbitMq(), cancellationToken);
        }

        Say.Line("Starting RabbitMQ ...");
        return await WithFreePorts(state, ["broker", "management"],
            () => PrivateRabbitMq.Start(home.RabbitMq(state.Ports["broker"], state.Ports["management"]), cancellationToken));
    }

    // Another fleet that starts at the same time may take a port between the look and the server's own claim: then others are tried.
    private static async Task<T> WithFreePorts<T>(FleetState state, string[] names, Func<Task<T>> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            foreach (var name in names)
                state.Ports[name] = PortFor(state, name);
            try
            {
                return await start();
            }
            catch (ServerUnavailableException) when (attempt < 3 && names.Any(name => !FreePort.IsFree(state.Ports[name])))
            {
                Say.Line("A port was taken meanwhile; trying others ...");
            }
        }
    }

    private static int PortFor(FleetState state, string name) =>
        Ports.Choose(name, state.Ports.GetValueOrDefault(name, ServiceCatalogue.ServerPorts[name]));

    private static async Task Provision(
        RunningFleet fleet, PrivatePostgres postgres, PrivateRabbitMq broker, Credentials credentials, CancellationToken cancellationToken)
    {
        Say.Line("Preparing roles, queues and schemas ...");
        using var management = broker.ManagementClient();
        var database = new DatabaseProvisioning(postgres.ConnectionString(), fleet.Home, credentials);
        await Task.WhenAll(database.PrepareRoles(cancellationToken), new BrokerProvisioning(management, credentials).Run(cancellationToken));
        // More at once than there are cores would only take turns.
        await Parallel.ForEachAsync(
            ServiceCatalogue.Services, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, System.Environment.ProcessorCount), CancellationToken = cancellationToken },
            async (service, token) => await fleet.Processes.Migrate(service, token));
        await database.Finish(cancellationToken);
    }

    private static async Task StartServices(RunningFleet fleet, CancellationToken cancellationToken)
    {
        var processes = fleet.Processes;
        Say.Line("Starting the services ...");
        await processes.WaitUntilReady(ServiceCatalogue.Simulators, 1, fleet.Http, TimeSpan.FromSeconds(60), cancellationToken);
        var wanted = ServiceCatalogue.Services
            .SelectMany(service => Enumerable.Range(1, fleet.State.InstancesOf(service.Name)).Select(instance => (service, instance)))
            .ToList();
        await StopSurplus(fleet, cancellationToken);
        foreach (var (service, instance) in wanted)
            processes.Start(service, instance);
        // The first that cannot start ends the wait for the others.
        var waiting = wanted.Select(each => processes.WaitUntilReady(each.service.Name, each.instance, fleet.Http, TimeSpan.FromSeconds(90), cancellationToken)).ToList();
        while (waiting.Count > 0)
        {
            var done = await Task.WhenAny(waiting);
            await done;
            waiting.Remove(done);
        }
    }

    private static async Task StopSurplus(RunningFleet fleet, CancellationToken cancellationToken)
    {
        var surplus = fleet.State.Processes
            .Where(process => process.Name != ServiceCatalogue.Simulators && process.Instance > fleet.State.InstancesOf(process.Name))
            .ToList();
        foreach (var process in surplus)
            await fleet.Processes.Stop(process, cancellationToken);
    }
}
