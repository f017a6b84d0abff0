using System.CommandLine;
using Workers.Fleet.Home;
using Workers.LocalServers;

namespace Workers.Fleet.Up;

internal static class ResetCommand
{
    public static Command Create(FleetHome home)
    {
        var command = new Command("reset", "Stop the fleet and delete everything it kept: orders, queues, credentials, logs.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await Run(home, cancellationToken);
            Say.Line($"Nothing of the fleet is left in {home.Directory}.");
            return ExitCode.Good;
        });
        return command;
    }

    public static async Task Run(FleetHome home, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(home.Directory))
            return;

        using var turn = await FleetLock.Take(home, cancellationToken);
        await DownCommand.Run(home, cancellationToken);
        // PostgreSQL's data may lie outside the home (see PrivatePostgres).
        if (PrivatePostgres.Find(home.Postgres()) is { } postgres)
            await postgres.Remove(cancellationToken);
        foreach (var directory in Directory.EnumerateDirectories(home.Directory))
            Directory.Delete(directory, recursive: true);
        foreach (var file in Directory.EnumerateFiles(home.Directory))
            File.Delete(file);
    }
}
