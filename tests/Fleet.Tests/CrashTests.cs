using Workers.Testing;

namespace Fleet.Tests;

/// <summary>Any one process is killed while orders flow, and started again: nothing is lost, nothing doubled.</summary>
[Category("Fleet")]
public sealed class CrashTests
{
    [TestCase("ingestion")]
    [TestCase("transformation")]
    [TestCase("orders")]
    [TestCase("correlation")]
    [TestCase("credit-check")]
    [TestCase("netsuite-poller")]
    [TestCase("monday-sync")]
    [TestCase("broker")]
    [TestCase("database")]
    public async Task Orders_in_flight_survive_a_kill_of(string victim)
    {
        var fleet = await SharedFleet.Get();
        var orders = OrderData.Copy($"kill-{victim}", 120);
        await Publisher.Publish(fleet.Broker, orders.Take(60));
        await Eventually.True(async () => (await Arrived(fleet, orders)) > 5, "the first orders have come through", TimeSpan.FromMinutes(2));

        await fleet.Must("kill", victim);
        if (victim != "broker") await Publisher.Publish(fleet.Broker, orders.Skip(60));
        await fleet.Must("restart", victim);
        await fleet.ReadStatus();
        if (victim == "broker") await Publisher.Publish(fleet.Broker, orders.Skip(60));

        await new LedgerCheck(fleet).EveryOrderStandsOnce(orders, TimeSpan.FromMinutes(5));
    }

    private static async Task<int> Arrived(FleetUnderTest fleet, IReadOnlyList<System.Text.Json.Nodes.JsonObject> orders)
    {
        var sales = await new LedgerCheck(fleet).SalesOrders();
        return orders.Count(order => sales.Contains(order.ExternalId()));
    }
}
