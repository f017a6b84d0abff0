using System.CommandLine;
using System.Text.Json.Nodes;
using Workers.Fleet.Home;
using Workers.Fleet.Services;

namespace Workers.Fleet.Operate;

/// <summary>Takes an order event through the services' own decisions without recording or sending anything.</summary>
internal static class DryRunCommand
{
    public static Command Create(FleetHome home)
    {
        var file = new Argument<string>("FILE") { Description = "One order event (JSON)." };
        var command = new Command("dry-run", "Show what would be sent to each vendor for an order, without sending it.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var fleet = RunningFleet.Attach(home);
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path))
                throw new FleetException($"There is no file {path}.", ExitCode.WrongUse);

            var steps = new JsonObject();
            try
            {
                await new DryRun(fleet, steps).Run(await File.ReadAllTextAsync(path, cancellationToken), cancellationToken);
                return ExitCode.Good;
            }
            catch (FleetException e)
            {
                steps["endsHere"] = e.Message;
                return e.ExitCode;
            }
            finally
            {
                Say.Json(steps);
            }
        });
        return command;
    }
}
