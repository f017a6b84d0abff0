using System.Diagnostics;
using Workers.Fleet.Home;
using Workers.Fleet.Publish;
using Workers.Fleet.Samples;
using Workers.Fleet.Services;
using Workers.Fleet.Up;

namespace Workers.Fleet.Bench;

/// <summary>Warm up, measure throughput, measure latency, stop the services, measure the floor.</summary>
internal sealed class BenchRun(FleetHome home)
{
    private const int WarmUp = 1000;
    private const int Customers = 300;
    private const int Pace = 50;

    public async Task<BenchResult> Run(int orders, int latencyOrders, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(home.Directory, "data");
        using var fleet = await UpCommand.Run(home, [], [], cancellationToken);
        SamplesCommand.Write(folder, orders + latencyOrders + WarmUp, Customers, seed: 7, prefix: "BENCH-");
        await LoadCommand.Run(fleet, Path.Combine(folder, "customers.json"), Path.Combine(folder, "products.json"), cancellationToken);
        var events = OrderFile.Read(Path.Combine(folder, "orders.jsonl")).ToList();
        var (warmUp, measured, paced) = (events[..WarmUp], events[WarmUp..(WarmUp + orders)], events[(WarmUp + orders)..]);

        Say.Line($"Warming up with {WarmUp} orders ...");
        await PublishAndWait(fleet, warmUp, 0, cancellationToken);
        var (seconds, usage) = await MeasureThroughput(fleet, measured, cancellationToken);
        var latencies = await MeasureLatency(fleet, paced, WarmUp + orders, cancellationToken);
        var memory = Usage.PeakMemory(fleet);

        Say.Line($"Measuring the floor with {usage.BytesDelivered / Math.Max(1, usage.Messages)} bytes a message ...");
        await StopServices(fleet, cancellationToken);
        var floor = await Floor.Measure(fleet, measured, (int)(usage.BytesDelivered / Math.Max(1, usage.Messages)), cancellationToken);
        var rate = orders / seconds;
        return new()
        {
            Orders = orders, OrdersPerSecond = Math.Round(rate, 1),
            P50Ms = Percentile(latencies, 0.50), P95Ms = Percentile(latencies, 0.95), P99Ms = Percentile(latencies, 0.99),
            MessagesPerOrder = Math.Round((double)usage.Messages / orders, 2), CommitsPerOrder = Math.Round((double)usage.Commits / orders, 3),
            CpuSecondsPerOrder = Math.Round(usage.CpuSeconds / orders, 5),
            CpuMillisecondsPerOrder = new(usage.Cpu.ToDictionary(entry => entry.Key, entry => Math.Round(entry.Value * 1000 / orders, 2)), StringComparer.Ordinal),
            FloorOrdersPerSecond = Math.Round(floor, 1), RatioToFloor = Math.Round(rate / floor, 3), PeakRssMb = memory,
        };
    }

    private static async Task<(double Seconds, Usage Usage)> MeasureThroughput(RunningFleet fleet, List<OrderEvent> events, CancellationToken cancellationToken)
    {
        Say.Line($"Measuring throughput with {events.Count} orders ...");
        var before = await Usage.Read(fleet, cancellationToken);
        var started = TimeProvider.System.GetUtcNow();
        await PublishAndWait(fleet, events, WarmUp, cancellationToken);
        var last = (await Ledger.Times(fleet, "monday/items", cancellationToken)).Values.Max();
        return ((last - started).TotalSeconds, await Usage.Read(fleet, cancellationToken) - before);
    }

    private static async Task<List<double>> MeasureLatency(RunningFleet fleet, List<OrderEvent> events, int before, CancellationToken cancellationToken)
    {
        Say.Line($"Measuring latency with {events.Count} orders at {Pace} a second ...");
        var published = new Dictionary<string, DateTimeOffset>();
        await PublishCommand.For(fleet).PublishPaced(events, Pace, each => published[each.ExternalId!.Value.ToString()] = TimeProvider.System.GetUtcNow(), cancellationToken);
        await WaitForCompletion(fleet, before + events.Count, cancellationToken);
        var created = await Ledger.Times(fleet, "netsuite/sales-orders", cancellationToken);
        return [.. published.Select(each => (created[each.Key] - each.Value).TotalMilliseconds).Order()];
    }

    private static async Task PublishAndWait(RunningFleet fleet, List<OrderEvent> events, int before, CancellationToken cancellationToken)
    {
        await PublishCommand.For(fleet).Publish(events, 2, null, cancellationToken);
        await WaitForCompletion(fleet, before + events.Count, cancellationToken);
    }

    private static async Task WaitForCompletion(RunningFleet fleet, int wanted, CancellationToken cancellationToken)
    {
        var (watch, completed, lastProgress) = (Stopwatch.StartNew(), 0, TimeSpan.Zero);
        while (completed < wanted)
        {
            await Task.Delay(500, cancellationToken);
            var counts = await fleet.Get("orders", "/orders/counts", cancellationToken);
            var now = counts.GetProperty("completed").GetInt32();
            if (now > completed)
                (completed, lastProgress) = (now, watch.Elapsed);
            Say.Progress($"{watch.Elapsed.TotalSeconds,5:0} s  completed {completed} of {wanted}");
            if (watch.Elapsed - lastProgress > TimeSpan.FromMinutes(2))
                throw new FleetException($"Only {completed} of {wanted} orders were completed, and none in the last two minutes: {counts}", ExitCode.NotAccountedFor);
        }
    }

    private static Task StopServices(RunningFleet fleet, CancellationToken cancellationToken) =>
        Task.WhenAll(fleet.State.Processes.ToList().Select(process => LocalServers.DetachedProcess.Stop(process.Process, TimeSpan.FromSeconds(35), cancellationToken)));

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))]);
}
