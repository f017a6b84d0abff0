using System.CommandLine;
using Workers.Fleet.Home;
using Workers.Fleet.Services;
using Workers.LocalServers;

namespace Workers.Fleet.Up;

/// <summary>A rehearsal of a crash.</summary>
internal static class KillCommand
{
    public static Command Create(FleetHome home)
    {
        var name = new Argument<string>("SERVICE") { Description = "A service, or simulators, broker or database." };
        var command = new Command("kill", "SIGKILL one part, as a crash would, to rehearse it; restart brings it back.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await Run(home, parsed.GetRequiredValue(name), cancellationToken);
            Say.Line($"{parsed.GetRequiredValue(name)} is dead. Bring it back with deploy/fleet restart {parsed.GetRequiredValue(name)}.");
            return ExitCode.Good;
        });
        return command;
    }

    private static Task Run(FleetHome home, string name, CancellationToken cancellationToken)
    {
        using var fleet = RunningFleet.Attach(home);
        return name switch
        {
            "broker" => fleet.Broker.Kill(cancellationToken),
            "database" => fleet.Postgres.Kill(cancellationToken),
            _ => KillService(fleet, name == ServiceCatalogue.Simulators ? name : ServiceCatalogue.Find(name).Name, cancellationToken),
        };
    }

    private static Task KillService(RunningFleet fleet, string name, CancellationToken cancellationToken) =>
        Task.WhenAll(fleet.State.Processes.Where(process => process.Name == name).Select(process => DetachedProcess.Kill(process.Process, cancellationToken)));
}
