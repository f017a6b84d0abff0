using System.CommandLine;
using Workers.Fleet.Home;
using Workers.Fleet.Services;
using Workers.LocalServers;

namespace Workers.Fleet.Up;

/// <summary>Stops and starts one part of the fleet, and brings back one that died.</summary>
internal static class RestartCommand
{
    public static Command Create(FleetHome home)
    {
        var name = new Argument<string>("SERVICE") { Description = "A service, or simulators, broker or database." };
        var command = new Command("restart", "Stop one part in good order and start it again; brings back one that died.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            home.Prepare();
            using var turn = await FleetLock.Take(home, cancellationToken);
            await Run(home, parsed.GetRequiredValue(name), cancellationToken);
            Say.Line($"{parsed.GetRequiredValue(name)} is ready.");
            return ExitCode.Good;
        });
        return command;
    }

    private static async Task Run(FleetHome home, string name, CancellationToken cancellationToken)
    {
        using var fleet = RunningFleet.Attach(home);
        switch (name)
        {
            case "broker":
                await fleet.Broker.Stop(cancellationToken);
                await PrivateRabbitMq.Start(home.RabbitMq(fleet.Broker.Port, fleet.Broker.ManagementPort), cancellationToken);
                await ServicesAreBack(fleet, cancellationToken);
                break;
            case "database":
                await fleet.Postgres.Stop(cancellationToken);
                await PrivatePostgres.Start(home.Postgres(fleet.Postgres.Port), cancellationToken);
                await ServicesAreBack(fleet, cancellationToken);
                break;
            case ServiceCatalogue.Simulators:
                await StopAll(fleet, name, cancellationToken);
                fleet.Processes.StartSimulators();
                await fleet.Processes.WaitUntilReady(name, 1, fleet.Http, TimeSpan.FromSeconds(60), cancellationToken);
                break;
            default:
                await RestartService(fleet, ServiceCatalogue.Find(name), cancellationToken);
                break;
        }
    }

    // A server is back when those who use it are connected again; one that is down for another reason is not waited for.
    private static async Task ServicesAreBack(RunningFleet fleet, CancellationToken cancellationToken)
    {
        foreach (var process in fleet.State.Processes.Where(process => process.Name != ServiceCatalogue.Simulators && process.Process.IsAlive()))
            await fleet.Processes.WaitUntilReady(process.Name, process.Instance, fleet.Http, TimeSpan.FromSeconds(90), cancellationToken);
    }

    private static async Task RestartService(RunningFleet fleet, ServiceDefinition service, CancellationToken cancellationToken)
    {
        await StopAll(fleet, service.Name, cancellationToken);
        var instances = Enumerable.Range(1, fleet.State.InstancesOf(service.Name)).ToList();
        foreach (var instance in instances)
            fleet.Processes.Start(service, instance);
        foreach (var instance in instances)
            await fleet.Processes.WaitUntilReady(service.Name, instance, fleet.Http, TimeSpan.FromSeconds(90), cancellationToken);
    }

    private static Task StopAll(RunningFleet fleet, string name, CancellationToken cancellationToken) =>
        Task.WhenAll(fleet.State.Processes.Where(process => process.Name == name).ToList().Select(process => fleet.Processes.Stop(process, cancellationToken)));
}
