using System.CommandLine;
using Workers.Fleet.Home;
using Workers.Fleet.Publish;
using Workers.Fleet.Services;
using Workers.Fleet.Status;
using Workers.Fleet.Up;

namespace Workers.Fleet.Demo;

/// <summary>The main job on a file of orders: start, publish, watch, tell the outcome. The fleet is left running.</summary>
internal static class DemoCommand
{
    public static Command Create(FleetHome home)
    {
        var orders = new Option<string>("--orders") { Description = "Order events, one JSON object per line.", DefaultValueFactory = _ => home.Deploy("samples/orders.jsonl") };
        var customers = new Option<string?>("--customers") { Description = "Customers (JSON array); the samples' own when --orders is not given." };
        var products = new Option<string?>("--products") { Description = "Products (JSON array); the samples' own when --orders is not given." };
        var timeout = new Option<int>("--timeout") { Description = "Seconds after which orders still on their way are reported as such, with exit code 1.", DefaultValueFactory = _ => 600 };
        var json = new Option<bool>("--json") { Description = "One JSON object on stdout." };
        var command = new Command("demo", "Start everything, send orders, show progress, print the outcome: of the sample orders, or of a file.") { orders, customers, products, timeout, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetRequiredValue(orders);
            var own = file == home.Deploy("samples/orders.jsonl");
            var events = OrderFile.Read(file);
            using var fleet = await UpCommand.Run(home, [], [], cancellationToken);
            Say.Line("Loading customers and products ...");
            await LoadCommand.Run(
                fleet, parsed.GetValue(customers) ?? (own ? home.Deploy("samples/customers.json") : null),
                parsed.GetValue(products) ?? (own ? home.Deploy("samples/products.json") : null), cancellationToken);
            var outcome = await new DemoRun(fleet, events).Run(TimeSpan.FromSeconds(parsed.GetValue(timeout)), cancellationToken);
            return await Tell(fleet, outcome, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> Tell(RunningFleet fleet, DemoOutcome outcome, bool json, CancellationToken cancellationToken)
    {
        if (json)
            Say.Json(outcome);
        else
            Print(outcome);
        if (!outcome.AllAccountedFor)
            await ExplainWhatIsLeft(fleet, outcome, cancellationToken);
        if (outcome.InReview > 0)
            Say.Line("Orders in review wait for a person: deploy/fleet stuck names each reason.");
        Say.Line("The fleet goes on running: deploy/fleet status shows where, deploy/fleet down stops it.");
        return outcome.AllAccountedFor ? ExitCode.Good : ExitCode.NotAccountedFor;
    }

    private static async Task ExplainWhatIsLeft(RunningFleet fleet, DemoOutcome outcome, CancellationToken cancellationToken)
    {
        Say.Line($"{outcome.Moving + outcome.NotSeen} orders are still on their way ({outcome.NotSeen} of them not yet taken by the intake). deploy/fleet stuck names each one's cause.");
        var status = await FleetStatus.Of(fleet, cancellationToken);
        foreach (var service in status.Services.Where(service => service.State != "ready"))
            Say.Line($"  {service.Name} is {service.State}: {service.Detail} Bring it back: deploy/fleet restart {service.Name}");
        foreach (var server in status.Servers.Where(server => server.State != "running"))
            Say.Line($"  {server.Name} is {server.State}. Bring it back: deploy/fleet restart {server.Name}");
    }

    private static void Print(DemoOutcome outcome)
    {
        foreach (var (name, value) in new (string, object)[]
        {
            ("published", outcome.Published), ("accepted", outcome.Accepted), ("completed", outcome.Completed), ("in review", outcome.InReview),
            ("failed", outcome.Failed), ("cancelled", outcome.Cancelled), ("quarantined", outcome.Quarantined), ("moving", outcome.Moving),
            ("sales orders", outcome.SalesOrders), ("board items", outcome.BoardItems), ("board subitems", outcome.BoardSubitems), ("seconds", outcome.Seconds),
        })
            Console.WriteLine($"{name,-15}{value,8}");
    }
}
