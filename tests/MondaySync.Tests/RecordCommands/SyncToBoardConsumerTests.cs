using Workers.Contracts.Board;
using Workers.Contracts.Orders;
using Workers.Testing;

namespace MondaySync.Tests.RecordCommands;

internal sealed class SyncToBoardConsumerTests
{
    [Test]
    public async Task An_order_gets_one_item_and_a_subitem_per_size()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder { Lines = [TestOrder.Line(1, "AW-1", 10, ("S", 2), ("M", 8)), TestOrder.Line(2, "AW-2", 3)] };

        await board.Sync(order);
        var synced = await board.Answer<BoardItemSynced>(order);

        var (items, subitems) = (await board.Items(), await board.Subitems());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(items, Has.Count.EqualTo(1));
            Assert.That(items[0].Name, Is.EqualTo($"{order.Number} Nearby Cycle Shop"));
            Assert.That(items[0].Group, Is.EqualTo("new_orders"));
            Assert.That(items[0].ColumnValues["status"], Is.EqualTo("Confirmed"));
            Assert.That(items[0].ColumnValues["order_total"], Is.EqualTo("123.5"));
            Assert.That(items[0].ColumnValues["requested_date"], Is.EqualTo("2026-03-13"));
            Assert.That(subitems.Select(subitem => subitem.ColumnValues["external_id"]),
                Is.EquivalentTo(new[] { $"{order.ExternalId}/1/S", $"{order.ExternalId}/1/M", $"{order.ExternalId}/2/" }));
            Assert.That(subitems.Select(subitem => subitem.ColumnValues["quantity"]), Is.EquivalentTo(new[] { "2", "8", "3" }));
            Assert.That((synced.ItemId.ToString(), synced.Subitems, synced.Version), Is.EqualTo((items[0].Id, 3, 1L)));
        }
    }

    [Test]
    public async Task A_promoted_order_leaves_staging_for_production_and_the_archive()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();

        await board.Sync(order);
        await board.Synced(order);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await board.Value<long>("select count(*) from stg_mon_cust_master_schedule"), Is.Zero);
            Assert.That(await board.Value<long>("select count(*) from mon_cust_master_schedule where item_id is not null"), Is.EqualTo(1));
            Assert.That(await board.Value<long>("select count(*) from mon_cust_master_schedule_subitems where subitem_board_id = 4100000002"), Is.EqualTo(3));
            Assert.That(await board.Value<string>("select item->>'stg_status' || jsonb_array_length(subitems) from stg_mon_cust_master_schedule_archive"), Is.EqualTo("PROMOTED3"));
            Assert.That(await board.Value<string>("select status || successful_records || total_records || customer_name from mon_batch_processing"), Is.EqualTo("PROMOTED11Nearby Cycle Shop"));
            Assert.That(await board.Value<long>("select count(*) from orders.audit_log where event_type = 'BOARD_ITEM_CREATED' and staging_id = @OrderId", new { order.OrderId }), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_redelivered_command_publishes_the_first_result_again_and_makes_nothing()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        await board.Synced(order);

        await board.Sync(order);
        await Eventually.True(() => board.Answers<BoardItemSynced>(order).Count == 2, "the result is published again");

        Assert.That(board.Answers<BoardItemSynced>(order).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await board.Items(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_same_command_delivered_many_times_at_once_makes_one_item()
    {
        await using var board = await BoardHarness.Start();
        var other = await board.AddInstance();
        var order = new TestOrder();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? board.First : other).Bus.Deliver(order.Sync())));
        await board.Synced(order);

        Assert.That(await board.Items(), Has.Count.EqualTo(1));
        Assert.That(await board.Subitems(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task An_older_version_that_arrives_late_changes_nothing_and_is_told_what_stands()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder { Version = 2 };
        await board.Sync(order);
        await board.Synced(order);
        var calls = (await board.Calls()).Count;

        await board.Sync(order with { Version = 1, Lines = [TestOrder.Line(1, "OLD", 1)] });
        await Eventually.True(() => board.Answers<BoardItemSynced>(order).Count == 2, "the late command is answered");

        Assert.That(board.Answers<BoardItemSynced>(order), Has.All.Property("Version").EqualTo(2L));
        Assert.That(await board.Calls(), Has.Count.EqualTo(calls));
    }

    [Test]
    public async Task What_Monday_would_refuse_fails_before_any_call()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder { Lines = [TestOrder.Line(1, "A", 1), TestOrder.Line(1, "B", 1)] };
        var calls = (await board.Calls()).Count;

        await board.Sync(order);
        var failed = await board.Answer<BoardSyncFailed>(order);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Code, Is.EqualTo("VALIDATION"));
            Assert.That(failed.Reason, Does.Contain("line 1").And.Contain("retry"));
            Assert.That(await board.Calls(), Has.Count.EqualTo(calls));
            Assert.That(await board.Value<string>("select error_type from err_mon_cust_master_schedule"), Is.EqualTo("VALIDATION"));
            Assert.That(await board.Value<string>("select stg_status from stg_mon_cust_master_schedule"), Is.EqualTo("API_FAILED"));
            Assert.That(await board.Value<string>("select status from mon_batch_processing"), Is.EqualTo("FAILED"));
        }
    }

    [Test]
    public async Task Text_of_every_kind_is_carried_unharmed()
    {
        await using var board = await BoardHarness.Start();
        const string hostile = "\"){id}}mutation{delete_item(item_id:1){id}} ' ; drop table board; -- ${n0} \u0000\u0007 😀";
        var order = new TestOrder { Customer = hostile, OrderNumber = new string('ü', 300), Lines = [TestOrder.Line(1, hostile, 1, (hostile, 1))] };

        await board.Sync(order);
        await board.Answer<BoardItemSynced>(order);

        var (item, subitem) = ((await board.Items())[0], (await board.Subitems())[0]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(item.ColumnValues["customer"], Is.EqualTo(hostile.Replace("\0", "").Replace("\a", "")));
            Assert.That(item.Name, Has.Length.LessThanOrEqualTo(255).And.StartsWith("üüü"));
            Assert.That(item.ColumnValues["order_number"], Has.Length.EqualTo(300));
            Assert.That(subitem.ColumnValues["size"], Does.Contain("delete_item"));
            Assert.That(board.First.Bus.Faults<SyncToBoard>(), Is.Empty);
            Assert.That(board.First.Bus.Published<StepFailed>(), Is.Empty);
        }
    }
}
