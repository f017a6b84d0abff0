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
        var (netsuite, monday) = (await FaultsSeen(fleet, "netsuite"), await FaultsSeen(fleet, "monday"));
        await fleet.Faults("netsuite", Profile);
        await fleet.Faults("monday", Profile);
        try
        {
            // In waves: a backlog would be a handful of calls, too few for faults of every kind.
            foreach (var wave in orders.Chunk(2))
            {
                await Publisher.Publish(fleet.Broker, wave);
                await Eventually.True(async () => (await Buckets(fleet, wave)).Count == wave.Length, "the wave has arrived");
            }
            await new LedgerCheck(fleet).EveryOrderStandsOnce(orders, TimeSpan.FromMinutes(5));
        }
        finally
        {
            await fleet.Faults("netsuite", null);
            await fleet.Faults("monday", null);
        }
        await Eventually.True(async () => (await Buckets(fleet, orders)).Count(bucket => bucket == "completed") == orders.Count, "every order shows as completed", TimeSpan.FromMinutes(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FaultsSeen(fleet, "netsuite") - netsuite, Is.GreaterThan(10), "NetSuite really failed");
            Assert.That(await FaultsSeen(fleet, "monday") - monday, Is.GreaterThan(5), "Monday really failed");
        }
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

    private static async Task<IReadOnlyList<string>> Buckets(FleetUnderTest fleet, IReadOnlyList<JsonObject> orders)
    {
        var found = await fleet.Post("orders", "/orders/lookup",
            orders.Select(order => new { source = order["source"]!.ToString(), sourceOrderId = order["sourceOrderId"]!.ToString() }));
        return [.. found!.AsArray().Select(order => order!["bucket"]?.ToString()).OfType<string>()];
    }

    private static async Task<long> FaultsSeen(FleetUnderTest fleet, string vendor) =>
        (await fleet.Summary($"{vendor}/calls"))["byFault"]!.AsObject().Where(entry => entry.Key != "none").Sum(entry => entry.Value!.GetValue<long>());
}
