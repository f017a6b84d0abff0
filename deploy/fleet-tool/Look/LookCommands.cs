using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Workers.Fleet.Home;
using Workers.Fleet.Services;
using Workers.LocalServers;

namespace Workers.Fleet.Look;

/// <summary>Plain looks behind the scenes: logs and SQL.</summary>
internal static class LookCommands
{
    public static Command Logs(FleetHome home)
    {
        var name = new Argument<string>("SERVICE") { Description = "A service, or simulators, broker or database." };
        var lines = new Option<int>("--lines", "-n") { Description = "How many of the last lines.", DefaultValueFactory = _ => 100 };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with new lines until ctrl-C." };
        var command = new Command("logs", "Show the last lines of a log.") { name, lines, follow };
        command.SetAction((parsed, cancellationToken) =>
        {
            var files = Files(home, parsed.GetRequiredValue(name));
            var count = parsed.GetValue(lines).ToString(CultureInfo.InvariantCulture);
            return Run("tail", ["-n", count, .. parsed.GetValue(follow) ? (string[])["-F"] : [], .. files], [], cancellationToken);
        });
        return command;
    }

    public static Command Psql(FleetHome home)
    {
        var admin = new Option<bool>("--admin") { Description = "Sign in as superuser instead of the read-only role of schema reporting." };
        var command = new Command("psql", "Open psql on the database; what follows -- is handed to it.") { admin };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var fleet = RunningFleet.Attach(home);
            var (user, password) = parsed.GetValue(admin)
                ? (PrivatePostgres.AdminUser, fleet.Postgres.Password)
                : ("reporting_reader", fleet.Credentials.Database["reporting_reader"]);
            var port = fleet.Postgres.Port.ToString(CultureInfo.InvariantCulture);
            string[] arguments = ["-h", "127.0.0.1", "-p", port, "-U", user, "-d", ServiceCatalogue.DatabaseName, .. parsed.UnmatchedTokens];
            return await Run("psql", arguments, new() { ["PGPASSWORD"] = password }, cancellationToken);
        });
        return command;
    }

    private static List<string> Files(FleetHome home, string name)
    {
        List<string> files = name switch
        {
            "broker" => [Path.Combine(home.Directory, "rabbitmq", "rabbitmq.log")],
            "database" => [Path.Combine(home.Directory, "postgres", "postgres.log")],
            _ when Directory.Exists(home.Logs) => [.. Directory.EnumerateFiles(home.Logs, $"{name}-?.log").Order()],
            _ => [],
        };
        return files.Exists(File.Exists)
            ? files
            : throw new FleetException($"There is no log of '{name}' in {home.Logs}.", ExitCode.WrongUse);
    }

    private static async Task<int> Run(string program, string[] arguments, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }
}
