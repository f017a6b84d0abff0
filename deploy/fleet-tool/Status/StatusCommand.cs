using System.CommandLine;
using Spectre.Console;
using Workers.Fleet.Home;
using Workers.Fleet.Services;

namespace Workers.Fleet.Status;

internal static class StatusCommand
{
    public static Command Create(FleetHome home)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on stdout." };
        var command = new Command("status", "Where everything is and whether it is ready; exit code 1 when something is not.") { json };
        command.SetAction((parsed, cancellationToken) => Show(home, parsed.GetValue(json), cancellationToken));
        return command;
    }

    public static async Task<int> Show(FleetHome home, bool json, CancellationToken cancellationToken)
    {
        using var fleet = RunningFleet.Attach(home);
        var status = await FleetStatus.Of(fleet, cancellationToken);
        if (json)
            Say.Json(status);
        else
            Print(status);
        return status.AllReady() ? ExitCode.Good : ExitCode.NotAccountedFor;
    }

    private static void Print(FleetStatus status)
    {
        foreach (var (name, value) in Places(status))
            Console.WriteLine($"{name,-12} {value}");
        Console.WriteLine();

        if (Console.IsOutputRedirected)
            (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 200);
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumns("", "", "", "", "");
        foreach (var server in status.Servers)
            table.AddRow(server.Name, "", $"{server.Pid}", Coloured(server.State), server.State == "dead" ? $"start it again: deploy/fleet restart {server.Name}" : "");
        foreach (var service in status.Services)
            table.AddRow(service.Name, $"{service.Instance}", $"{service.Pid}", Coloured(service.State), Markup.Escape(service.Detail ?? service.Health ?? ""));
        AnsiConsole.Write(table);
    }

    private static IEnumerable<(string Name, string? Value)> Places(FleetStatus status) =>
    [
        ("home", status.Home), ("broker", status.Broker), ("management", $"{status.Management} (user operator)"), ("database", status.Database),
        ("intake", status.Intake), ("simulators", status.Simulators), ("credentials", status.Credentials), ("logs", Path.Combine(status.Home, "logs")),
    ];

    private static string Coloured(string state) => state is "ready" or "running" ? $"[green]{state}[/]" : $"[red]{state}[/]";
}
