using System.CommandLine;
using Workers.Fleet.Home;

namespace Workers.Fleet.Bench;

internal static class BenchCommand
{
    public static Command Create(FleetHome home)
    {
        var command = new Command("bench", "Measure the fleet on this machine.");
        command.SetAction((_, _) => throw new FleetException($"bench is not there yet ({home.Directory})."));
        return command;
    }
}
