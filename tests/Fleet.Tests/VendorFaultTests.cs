using System.Text.Json.Nodes;
using Workers.Testing;

namespace Fleet.Tests;

/// <summary>NetSuite and Monday fail on a fifth of the calls, also after the effect: the ledgers are the same, only later.</summary>
[Category("Fleet")]
public sealed class VendorFaultTests
{
    private static readonly object Profile = new
    {
        seed = 7, error429 = 0.03, error500Before = 0.03, error500After = 0.05, timeoutBefore = 0.02, timeoutAfter = 0.04, cutConnection = 0.03, timeoutMs = 5000,
    };

    [Test]
    public async Task A_fifth_of_the_calls_fails_and_every_order_still_stands_exactly_once()
    {
        var fleet = await SharedFleet.Get();
        var orders = OrderData.Copy("faulty", 150);
        await fleet.Faults("netsuite", Profile);
        await fleet.Faults("monday", Profile);
        try
        {
            await Publisher.Publish(fleet.Broker, orders);
            await new LedgerCheck(fleet).EveryOrderStandsOnce(orders, TimeSpan.FromMinutes(5));
        }
        finally
        {
            await fleet.Faults("netsuite", null);
            await fleet.Faults("monday", null);
        }
        await Eventually.True(async () => await Completed(fleet, orders) == orders.Count, "every order shows as completed", TimeSpan.FromMinutes(2));
    }

    [Test]
    public async Task While_a_vendor_is_paused_its_orders_wait_visibly_and_go_on_when_it_is_resumed()
    {
        var fleet = await SharedFleet.Get();
        var order = OrderData.Copy("paused", 1)[0];
        await fleet.Must("pause", "netsuite", "--reason", "rehearsal");
        await Publisher.Publish(fleet.Broker, [order]);
        await Eventually.True(async () => (await fleet.Must("stuck", "--json")).Contains("paused-0000", StringComparison.Ordinal),
            "the order shows up as waiting", TimeSpan.FromSeconds(60));

        await fleet.Must("resume", "netsuite", "--reason", "done");
        await new LedgerCheck(fleet).EveryOrderStandsOnce([order], TimeSpan.FromMinutes(1));
    }

    private static async Task<int> Completed(FleetUnderTest fleet, IReadOnlyList<JsonObject> orders)
    {
        var found = await fleet.Post("orders", "/orders/lookup",
            orders.Select(order => new { source = order["source"]!.ToString(), sourceOrderId = order["sourceOrderId"]!.ToString() }));
        return found!.AsArray().Count(order => order!["bucket"]?.ToString() == "completed");
    }
}
