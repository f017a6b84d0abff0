using System.Text.Json.Nodes;
using Workers.Testing;

namespace Fleet.Tests;

/// <summary>The main job on the real orders, through the script alone.</summary>
[Category("Fleet")]
public sealed class DemoTests
{
    [Test]
    public async Task Every_order_of_the_file_becomes_one_sales_order_and_one_item_also_when_it_is_published_again_by_four_at_once()
    {
        await using var fleet = await FleetUnderTest.Up();
        string[] demo =
        [
            "demo", "--orders", Repository.SharedData("orders/order-events.jsonl"), "--customers", Repository.SharedData("orders/customers.json"),
            "--products", Repository.SharedData("orders/products.json"), "--json",
        ];

        var outcome = JsonNode.Parse(await fleet.Must(demo))!;
        using (Assert.EnterMultipleScope())
        {
            foreach (var key in new[] { "published", "accepted", "completed", "salesOrders", "boardItems" })
                Assert.That(outcome[key]!.GetValue<int>(), Is.EqualTo(776), key);
            Assert.That(outcome["boardSubitems"]!.GetValue<int>(), Is.EqualTo(2430));
            foreach (var key in new[] { "inReview", "failed", "cancelled", "quarantined", "moving" })
                Assert.That(outcome[key]!.GetValue<int>(), Is.Zero, key);
        }

        var check = new LedgerCheck(fleet);
        await check.EveryOrderStandsOnce(OrderData.Orders, TimeSpan.FromSeconds(10));

        var random = new Random(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
        {
            var shuffled = OrderData.Orders.ToArray();
            lock (random) random.Shuffle(shuffled);
            return Publisher.Publish(fleet.Broker, shuffled);
        }));
        await Eventually.True(async () => (await fleet.Get("ingestion", "/intake/counts"))["duplicates"]!.GetValue<int>() == 4 * 776,
            "the four publishers' events are counted as duplicates", TimeSpan.FromMinutes(2));
        await check.EveryOrderStandsOnce(OrderData.Orders, TimeSpan.FromSeconds(10));
        Assert.That((await fleet.Ledger("netsuite/sales-orders")), Has.Count.EqualTo(776));
        Assert.That((await fleet.Ledger("monday/items")), Has.Count.EqualTo(776));
    }
}
