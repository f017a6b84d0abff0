using System.CommandLine;
using Workers.Fleet.Home;
using Workers.Fleet.Services;
using Workers.LocalServers;

namespace Workers.Fleet.Up;

internal static class DownCommand
{

    public static Command Create(FleetHome home)
    {
        var command = new Command("down", "Stop every process of this fleet; the data stays.");
        command.SetAction(async (_, cancellationToken) =>
        {
            if (!Directory.Exists(home.Directory))
            {
                Say.Line($"No fleet was started in {home.Directory}.");
                return ExitCode.Good;
            }

            using var turn = await FleetLock.Take(home, cancellationToken);
            await Run(home, cancellationToken);
            Say.Line("The fleet is down; its data stays until deploy/fleet reset.");
            return ExitCode.Good;
        });
        return command;
    }

    /// <summary>Services first, so that nothing complains about servers that have gone.</summary>
    public static async Task Run(FleetHome home, CancellationToken cancellationToken)
    {
        Say.Line("Stopping the services ...");
        var state = FleetState.Load(home);
        var known = state.Processes.Select(process => process.Process);
        var marked = ProcessIdentity.WithEnvironment(ServiceProcesses.Mark, home.Directory).Where(IsService);
        await Task.WhenAll(known.Concat(marked).Distinct().Select(process => DetachedProcess.Stop(process, TimeSpan.FromSeconds(35), cancellationToken)));
        state.Processes.Clear();
        state.Save(home);

        Say.Line("Stopping RabbitMQ and PostgreSQL ...");
        await Task.WhenAll(
            PrivateRabbitMq.Find(home.RabbitMq())?.Stop(cancellationToken) ?? Task.CompletedTask,
            PrivatePostgres.Find(home.Postgres())?.Stop(cancellationToken) ?? Task.CompletedTask);
    }

    // The shell that runs this command carries the mark too when the user exported FLEET_HOME.
    private static bool IsService(ProcessIdentity process) =>
        ProcessIdentity.CommandLine(process.Pid) is var line
        && line.Contains("/Workers.", StringComparison.Ordinal)
        && line.EndsWith(".dll run", StringComparison.Ordinal);
}
