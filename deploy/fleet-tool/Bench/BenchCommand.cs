using System.CommandLine;
using Workers.Fleet.Home;
using Workers.Fleet.Up;

namespace Workers.Fleet.Bench;

/// <summary>Measures a fleet of its own, so that neither old orders nor the user's fleet count.</summary>
internal static class BenchCommand
{
    public static Command Create(FleetHome home)
    {
        var orders = new Option<int>("--orders") { Description = "How many orders the throughput is measured with.", DefaultValueFactory = _ => 3000 };
        var latency = new Option<int>("--latency-orders") { Description = "How many orders the latency is measured with, at 50 a second.", DefaultValueFactory = _ => 500 };
        var json = new Option<bool>("--json") { Description = "One JSON object on stdout." };
        var command = new Command("bench", "Measure orders/s, latency, messages, commits, CPU and memory here, on a fleet made for it.") { orders, latency, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var own = new FleetHome(home.Root, Path.Combine(home.Directory, "bench"));
            home.Prepare();
            await ResetCommand.Run(own, cancellationToken);
            try
            {
                var result = await new BenchRun(own).Run(parsed.GetValue(orders), parsed.GetValue(latency), cancellationToken);
                if (parsed.GetValue(json))
                    Say.Json(result);
                else
                    Print(result);
                return ExitCode.Good;
            }
            finally
            {
                // Not with the command's token: its processes must end also when it was interrupted.
                await ResetCommand.Run(own, CancellationToken.None);
            }
        });
        return command;
    }

    private static void Print(BenchResult result)
    {
        Console.WriteLine($"sustained        {result.OrdersPerSecond:0.0} orders/s over {result.Orders} orders, first publish to last board item");
        Console.WriteLine($"latency          p50 {result.P50Ms} ms, p95 {result.P95Ms} ms, p99 {result.P99Ms} ms from publish to sales order, at 50 orders/s");
        Console.WriteLine($"per order        {result.MessagesPerOrder:0.0} messages, {result.CommitsPerOrder:0.00} commits, {result.CpuSecondsPerOrder * 1000:0.0} ms CPU");
        Console.WriteLine($"CPU by process   {string.Join(", ", result.CpuMillisecondsPerOrder.Select(entry => $"{entry.Key} {entry.Value:0.0}"))} ms an order");
        Console.WriteLine($"floor            {result.FloorOrdersPerSecond:0.0} chains/s of {Floor.Hops} bare hops; the fleet reaches {result.RatioToFloor:0.00} of it");
        Console.WriteLine($"peak memory, MB  {string.Join(", ", result.PeakRssMb.Select(entry => $"{entry.Key} {entry.Value}"))}");
    }
}
