using Workers.Contracts.Board;
using Workers.Testing;

namespace MondaySync.Tests.SyncBoard;

internal sealed class ChangedOrderTests
{
    [Test]
    public async Task A_change_updates_what_differs_makes_what_is_new_and_removes_what_is_gone()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder { Lines = [TestOrder.Line(1, "AW-1", 6, ("S", 2), ("M", 4)), TestOrder.Line(2, "AW-2", 3)] };
        await board.Sync(order);
        await board.Synced(order);
        var before = (await board.Subitems(order)).ToDictionary(subitem => subitem.ColumnValues["external_id"], subitem => subitem.Id);

        var changed = order with { Version = 2, Lines = [TestOrder.Line(1, "AW-1", 9, ("S", 2), ("M", 5), ("XL", 2))] };
        await board.Sync(changed);
        await board.Synced(changed);

        var (item, subitems) = ((await board.Items(order)).Single(), (await board.Subitems(order)).ToDictionary(subitem => subitem.ColumnValues["external_id"]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(item.ColumnValues["status"], Is.EqualTo("Changed"));
            Assert.That(item.ColumnValues["version"], Is.EqualTo("2"));
            Assert.That(item.ColumnValues["order_total"], Is.EqualTo("85.5"));
            Assert.That(subitems.Keys, Is.EquivalentTo(new[] { "S", "M", "XL" }.Select(size => $"{order.ExternalId}/1/{size}")));
            Assert.That(subitems[$"{order.ExternalId}/1/M"].Id, Is.EqualTo(before[$"{order.ExternalId}/1/M"]));
            Assert.That(subitems[$"{order.ExternalId}/1/M"].ColumnValues["quantity"], Is.EqualTo("5"));
            Assert.That(await board.Value<long>("select count(*) from mon_cust_master_schedule_subitems"), Is.EqualTo(3));
            Assert.That((await board.Calls()).Count(call => call.Operation.Contains("delete_item")), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_unchanged_subitem_costs_no_call()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        await board.Synced(order);
        var calls = (await board.Calls()).Count;

        await board.Sync(order with { Version = 2 });
        await board.Synced(order with { Version = 2 });

        Assert.That((await board.Calls()).Skip(calls).Select(call => call.Operation), Is.EqualTo(new[] { "change_multiple_column_values" }));
    }

    [Test]
    public async Task Versions_that_come_together_end_with_the_highest_in_any_order_of_arrival()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        var second = order with { Version = 2, Lines = [TestOrder.Line(1, "AW-9", 1)] };

        await Task.WhenAll(board.Sync(second), board.Sync(order));
        await board.Synced(second);
        await Eventually.True(async () => await board.Value<long>("select count(*) from sync_command where announced_at is null") == 0, "every command is answered");

        Assert.That((await board.Subitems(order)).Single().ColumnValues["sku"], Is.EqualTo("AW-9"));
        Assert.That((await board.Items(order)).Single().ColumnValues["version"], Is.EqualTo("2"));
    }

    [Test]
    public async Task A_retry_of_the_version_that_stands_repairs_what_somebody_deleted_by_hand()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        var synced = await board.Answer<BoardItemSynced>(order);
        var subitem = (await board.Subitems(order))[0];
        await board.ByHand($"mutation{{delete_item(item_id:{subitem.Id}){{id}}}}");

        await board.Sync(order with { Attempt = 2 });
        await board.Answer<BoardItemSynced>(order, message => message.Attempt == 2);

        Assert.That(await board.Subitems(order), Has.Count.EqualTo(3));
        Assert.That((await board.Items(order)).Single().Id, Is.EqualTo(synced.ItemId.ToString()));
    }

    [Test]
    public async Task An_item_that_somebody_deleted_is_made_again_by_the_next_change()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        var synced = await board.Answer<BoardItemSynced>(order);
        await board.ByHand($"mutation{{delete_item(item_id:{synced.ItemId}){{id}}}}");

        var changed = order with { Version = 2 };
        await board.Sync(changed);
        await board.Synced(changed);

        Assert.That((await board.Items(order)).Single().Id, Is.Not.EqualTo(synced.ItemId.ToString()));
        Assert.That(await board.Subitems(order), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_higher_version_after_a_cancel_brings_the_item_back()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        await board.Synced(order);
        await board.Cancel(order with { Version = 2 });
        await board.Answer<BoardItemClosed>(order);

        await board.Sync(order with { Version = 3 });
        await board.Synced(order with { Version = 3 });

        var item = (await board.Items(order)).Single();
        Assert.That((item.Group, item.ColumnValues["status"]), Is.EqualTo(("new_orders", "Changed")));
    }
}
