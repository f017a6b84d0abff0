using System.CommandLine;
using System.Globalization;
using Workers.Fleet.Home;
using Workers.Fleet.Services;
using Workers.Fleet.Status;

namespace Workers.Fleet.Up;

internal static class UpCommand
{
    public static Command Create(FleetHome home)
    {
        var instances = new Option<string[]>("--instances")
        {
            Description = "NAME=N: number of processes of a service, kept for later starts. Can be given several times.",
            AllowMultipleArgumentsPerToken = true,
        };
        var settings = new Option<string[]>("--set")
        {
            Description = "KEY=VALUE: a setting for the services, for example NetSuite__Timeout=00:00:02, kept for later starts. KEY= takes it back.",
            AllowMultipleArgumentsPerToken = true,
        };
        var json = new Option<bool>("--json") { Description = "Print the status as JSON when everything is ready." };
        var command = new Command("up", "Start whatever is not running yet, wait until everything is ready, say where things are.") { instances, settings, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var fleet = await Run(home, parsed.GetValue(instances) ?? [], parsed.GetValue(settings) ?? [], cancellationToken);
            return await StatusCommand.Show(home, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    /// <summary>Starts what is missing. Also the first step of demo and bench.</summary>
    public static async Task<RunningFleet> Run(FleetHome home, string[] instances, string[] settings, CancellationToken cancellationToken)
    {
        home.Prepare();
        using var turn = await FleetLock.Take(home, cancellationToken);
        var state = FleetState.Load(home);
        foreach (var (name, text) in instances.Select(Pair))
            state.Instances[ServiceCatalogue.Find(name).Name] = Count(name, text);
        foreach (var (key, value) in settings.Select(Pair))
        {
            if (value.Length == 0)
                state.Settings.Remove(key);
            else
                state.Settings[key] = value;
        }

        state.Save(home);
        return await new Bringup(home).Run(cancellationToken);
    }

    private static (string Key, string Value) Pair(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        return split > 0
            ? (text[..split], text[(split + 1)..])
            : throw new FleetException($"'{text}' is not of the form NAME=VALUE.", ExitCode.WrongUse);
    }

    private static int Count(string name, string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 16
            ? count
            : throw new FleetException($"--instances {name}={text}: a number from 1 to 16 is wanted.", ExitCode.WrongUse);
}
