using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.MondaySync.Operate;
using Workers.Testing;

namespace MondaySync.Tests.Operate;

internal sealed class OperatorTests
{
    [Test]
    public async Task A_batch_is_rolled_back_item_by_item_and_its_orders_go_to_review()
    {
        await using var board = await BoardHarness.Start();
        var (mistaken, other) = (new TestOrder { Customer = "Toms Spezialitäten" }, new TestOrder { Customer = "Hanari Carnes" });
        await board.Sync(mistaken, other);
        await board.Synced(mistaken, other);
        var batch = (await board.First.Get<BatchList>().Read("Toms Spezialitäten", null, 10, CancellationToken.None)).Single();

        var orders = await board.First.Get<BatchRollback>().Request(batch.BatchId, "anna", "wrong season", CancellationToken.None);
        var failed = await board.Answer<BoardSyncFailed>(mistaken);
        await board.Sync(mistaken);
        await Eventually.True(() => board.Answers<BoardSyncFailed>(mistaken).Count >= 3, "a redelivery says that it was taken back");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(orders, Is.EqualTo(1));
            Assert.That((failed.Code, failed.Reason), Is.EqualTo(("ROLLED_BACK", "batch rolled back by anna: wrong season")));
            Assert.That((await board.Items()).Single().ColumnValues["customer"], Is.EqualTo("Hanari Carnes"));
            Assert.That(await board.Value<long>("select count(*) from mon_cust_master_schedule where rolled_back_at is not null"), Is.EqualTo(1));
            Assert.That(await board.Value<long>("select count(*) from orders.audit_log where event_type = 'BOARD_ROLLBACK_REQUESTED' and user_id = 'anna'"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_order_that_was_rolled_back_is_made_again_by_a_retry()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder();
        await board.Sync(order);
        await board.Synced(order);
        var batch = (await board.First.Get<BatchList>().Read(null, null, 10, CancellationToken.None)).Single();
        await board.First.Get<BatchRollback>().Request(batch.BatchId, "anna", "wrong season", CancellationToken.None);
        await board.Answer<BoardSyncFailed>(order);

        await board.Sync(order with { Attempt = 2 });
        await board.Answer<BoardItemSynced>(order, message => message.Attempt == 2);

        Assert.That(await board.Items(order), Has.Count.EqualTo(1));
        Assert.That(await board.Value<long>("select count(*) from mon_cust_master_schedule where rolled_back_at is null"), Is.EqualTo(1));
    }

    [Test]
    public async Task Items_of_an_existing_board_are_adopted_by_order_number_and_changed_instead_of_made()
    {
        await using var board = await BoardHarness.Start();
        var order = new TestOrder { OrderNumber = "OLD-1" };
        foreach (var number in new[] { "OLD-1", "OLD-2", "OLD-2" })
            await board.ByHand("""mutation{create_item(board_id:4100000001,item_name:"OLD by the old tool",column_values:"{\"order_number\":\"OLD\"}"){id}}""".Replace("OLD", number));
        var request = new AdoptItems([new("OLD-1", "SALESFORCE", order.OrderId.ToString()), new("OLD-2", "SALESFORCE", "x"), new("OLD-3", "SALESFORCE", "y")], "anna", "go-live");

        var adopted = await board.First.Get<BoardAdoption>().Adopt(request, CancellationToken.None);
        var again = await board.First.Get<BoardAdoption>().Adopt(request, CancellationToken.None);
        await board.Sync(order);
        var synced = await board.Answer<BoardItemSynced>(order);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(adopted.Select(item => item.Outcome), Is.EqualTo(new[] { "ADOPTED", "AMBIGUOUS", "NOT_FOUND" }));
            Assert.That(again.Select(item => item.Outcome), Is.EqualTo(new[] { "ALREADY_OURS", "AMBIGUOUS", "NOT_FOUND" }));
            Assert.That(synced.ItemId, Is.EqualTo(adopted[0].ItemId));
            Assert.That((await board.Items(order)).Single().Name, Is.EqualTo("OLD-1 Nearby Cycle Shop"));
            Assert.That(await board.Items(), Has.Count.EqualTo(3));
            Assert.That(await board.Subitems(order), Has.Count.EqualTo(3));
            Assert.That(adopted[0].ExternalId, Is.EqualTo(OrderIdentity.ExternalId("SALESFORCE", order.OrderId.ToString())));
        }
    }
}
