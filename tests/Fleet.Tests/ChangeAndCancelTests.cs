using System.Text.Json.Nodes;
using Workers.Testing;

namespace Fleet.Tests;

/// <summary>The latest version wins, in whatever order the events arrive; a cancelled order has no open sales order and no open item.</summary>
[Category("Fleet")]
public sealed class ChangeAndCancelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [TestCase("placed, changed", TestName = "A_change_right_after_the_order_stands_at_both_vendors")]
    [TestCase("changed, placed", TestName = "A_change_before_the_order_stands_the_older_event_does_not_undo_it")]
    [TestCase("placed, wait, changed", TestName = "A_change_after_creation_updates_the_sales_order_and_the_item")]
    public async Task A_change(string sequence)
    {
        var fleet = await SharedFleet.Get();
        var placed = OrderData.Copy($"change-{sequence.Replace(", ", "-")}", 1, 3)[0];
        var changed = placed.Changed(2, 77);
        await Send(fleet, sequence, placed, changed, changed);

        await Eventually.True(async () =>
        {
            var sales = (await new LedgerCheck(fleet).SalesOrders())[placed.ExternalId()].ToList();
            return sales.Count == 1 && sales[0]["lines"]![0]!["quantity"]!.GetValue<decimal>() == 77m
                && sales[0]["total"]!.GetValue<decimal>() == changed["orderTotal"]!.GetValue<decimal>();
        }, "the sales order has the new quantity", Limit);
        await Eventually.True(async () =>
        {
            var check = new LedgerCheck(fleet);
            var items = (await check.Items())[placed.ExternalId()].ToList();
            if (items.Count != 1 || LedgerCheck.Column(items[0], "version") is not { } version || decimal.Parse(version) != 2) return false;
            return (await check.Subitems())[items[0]["id"]!.ToString()].Any(subitem => decimal.TryParse(LedgerCheck.Column(subitem, "quantity"), out var quantity) && quantity == 77m);
        }, "the item and its subitem have the new quantity", Limit);
    }

    [TestCase("cancelled", TestName = "A_cancellation_of_an_order_that_never_came_leaves_nothing")]
    [TestCase("cancelled, placed", TestName = "A_cancellation_before_the_order_prevents_it")]
    [TestCase("placed, cancelled", TestName = "A_cancellation_during_creation_closes_what_was_made")]
    [TestCase("placed, wait, cancelled", TestName = "A_cancellation_after_creation_closes_the_sales_order_and_the_item")]
    [TestCase("placed, wait, cancelled, changed", TestName = "A_lower_version_after_a_cancellation_changes_nothing")]
    public async Task A_cancellation(string sequence)
    {
        var fleet = await SharedFleet.Get();
        var placed = OrderData.Copy($"cancel-{sequence.Replace(", ", "-")}", 1, 5)[0];
        await Send(fleet, sequence, placed, placed.Changed(2, 5), placed.Cancelled(3));

        await Eventually.True(async () => await Bucket(fleet, placed) == "cancelled", "the order shows as cancelled", Limit);
        var check = new LedgerCheck(fleet);
        await Eventually.True(async () => (await check.SalesOrders())[placed.ExternalId()].All(IsClosed), "no open sales order stands", Limit);
        var items = (await check.Items())[placed.ExternalId()].ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await check.SalesOrders())[placed.ExternalId()].Count(), Is.LessThanOrEqualTo(1));
            Assert.That(items, Has.Count.LessThanOrEqualTo(1));
            Assert.That(items.Select(item => LedgerCheck.Column(item, "status")), Is.All.EqualTo("Cancelled"));
        }
    }

    [Test]
    public async Task Two_hundred_shuffled_events_of_fifty_orders_end_with_the_highest_version_of_each()
    {
        var fleet = await SharedFleet.Get();
        var placed = OrderData.Copy("shuffle", 50, 40);
        var events = placed.SelectMany(order => new[] { order, order.Changed(2, 11), order.Changed(3, 12), order.Changed(4, 13) }).ToArray();
        new Random(11).Shuffle(events);
        await Publisher.Publish(fleet.Broker, events);

        await Eventually.True(async () =>
        {
            var sales = await new LedgerCheck(fleet).SalesOrders();
            return placed.All(order => sales[order.ExternalId()].Count() == 1
                && sales[order.ExternalId()].First()["lines"]![0]!["quantity"]!.GetValue<decimal>() == 13m);
        }, "every sales order has the quantity of version 4", TimeSpan.FromMinutes(4));
    }

    private static bool IsClosed(JsonNode sales) =>
        sales["lines"]!.AsArray().All(line => line!["isClosed"]!.GetValue<bool>()) || sales["status"]!.ToString() is "H" or "C";

    private static async Task Send(FleetUnderTest fleet, string sequence, JsonObject placed, JsonObject changed, JsonObject cancelled)
    {
        foreach (var step in sequence.Split(", "))
            if (step == "wait") await Eventually.True(async () => await Bucket(fleet, placed) == "completed", "the order is completed", Limit);
            else await Publisher.Publish(fleet.Broker, [step switch { "placed" => placed, "changed" => changed, _ => cancelled }]);
    }

    private static async Task<string?> Bucket(FleetUnderTest fleet, JsonObject order)
    {
        var found = await fleet.Post("orders", "/orders/lookup",
            new[] { new { source = order["source"]!.ToString(), sourceOrderId = order["sourceOrderId"]!.ToString() } });
        return found!.AsArray().FirstOrDefault()?["bucket"]?.ToString();
    }
}
