using System.CommandLine;
using System.Text.Json;
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
            var order = JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken));
            var (steps, good) = await Run(fleet, order!, cancellationToken);
            Say.Json(steps);
            return good ? ExitCode.Good : ExitCode.NotAccountedFor;
        });
        return command;
    }

    // Each service is asked with the answers of those before it, as the messages would go.
    private static async Task<(JsonObject Steps, bool Good)> Run(RunningFleet fleet, JsonNode order, CancellationToken cancellationToken)
    {
        var steps = new JsonObject();
        var carried = new JsonObject { ["event"] = order.DeepClone() };
        foreach (var service in (string[])["transformation", "correlation", "credit-check", "netsuite-poller", "monday-sync"])
        {
            try
            {
                var answer = await fleet.Post(service, "/dry-run", service == "transformation" ? order : carried, cancellationToken);
                var node = JsonSerializer.SerializeToNode(answer);
                steps[service] = node;
                carried[service] = node?.DeepClone();
            }
            catch (FleetException e)
            {
                steps[service] = e.Message;
                return (steps, false);
            }
        }

        return (steps, true);
    }
}
