using System.CommandLine;
using Workers.Fleet.Home;
using Workers.Fleet.Services;

namespace Workers.Fleet.Publish;

/// <summary>Master data: customers for correlation and the simulators, products for transformation and the simulators.</summary>
internal static class LoadCommand
{
    public static Command Create(FleetHome home)
    {
        var customers = new Option<string?>("--customers") { Description = "JSON array of customers." };
        var products = new Option<string?>("--products") { Description = "JSON array of products." };
        var command = new Command("load", "Load customers and products into the fleet and the simulators; a row given again replaces the old one.") { customers, products };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var fleet = RunningFleet.Attach(home);
            await Run(fleet, parsed.GetValue(customers), parsed.GetValue(products), cancellationToken);
            return ExitCode.Good;
        });
        return command;
    }

    public static async Task Run(RunningFleet fleet, string? customers, string? products, CancellationToken cancellationToken)
    {
        if (customers is not null)
        {
            await fleet.CallSimulators(HttpMethod.Put, "_seed/customers", Body(customers), cancellationToken);
            await fleet.Call("correlation", HttpMethod.Put, "/customers", Body(customers), cancellationToken);
        }

        if (products is not null)
        {
            await fleet.CallSimulators(HttpMethod.Put, "_seed/products", Body(products), cancellationToken);
            await fleet.Call("transformation", HttpMethod.Put, "/products", Body(products), cancellationToken);
        }
    }

    private static HttpContent Body(string path) => Operate.OperatorAnswer.JsonFile(path);
}
