using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workers.Contracts.Orders;
using Workers.MondaySync.CheckBoard;
using Workers.MondaySync.MapOrder;
using Workers.Testing;

namespace MondaySync.Tests.CheckBoard;

internal sealed class BoardGateTests
{
    [Test]
    public async Task A_column_of_another_type_keeps_the_service_from_being_ready_until_it_is_right()
    {
        await using var board = await BoardHarness.Start(running: false);
        var gate = board.First.Get<BoardGate>();
        var column = board.First.Get<BoardMapping>().Item.Columns.Single(column => column.Id == "order_total");
        typeof(MappedColumn).GetProperty("Type")!.SetValue(column, "date");
        await board.First.Run();
        var order = new TestOrder();

        await board.Sync(order);
        var waiting = await board.Answer<StepWaiting>(order);
        var health = await gate.CheckHealthAsync(new HealthCheckContext());
        typeof(MappedColumn).GetProperty("Type")!.SetValue(column, "numbers");
        await gate.Check(CancellationToken.None);
        await board.Synced(order);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(health.Status, Is.EqualTo(HealthStatus.Unhealthy));
            Assert.That(health.Description, Does.Contain("'order_total' expected type date, got numbers").And.Contain("Correct the type"));
            Assert.That(waiting.Reason, Does.Contain("order_total"));
            Assert.That((await gate.CheckHealthAsync(new HealthCheckContext())).Status, Is.EqualTo(HealthStatus.Healthy));
        }
    }

    [Test]
    public async Task A_board_that_does_not_exist_is_named_with_the_setting()
    {
        await using var board = await BoardHarness.Start(options => options.BoardId = 77, running: false);
        var gate = board.First.Get<BoardGate>();

        await gate.Check(CancellationToken.None);

        Assert.That(gate.Closed, Does.Contain("no board 77").And.Contain("MONDAY__BOARDID"));
    }

    [Test]
    public async Task A_vendor_that_does_not_answer_is_not_a_mismatch()
    {
        await using var board = await BoardHarness.Start(running: false);
        await board.Faults(new { outageSeconds = 60 });
        var gate = board.First.Get<BoardGate>();

        await gate.Check(CancellationToken.None);

        Assert.That((gate.IsMismatch, gate.Closed is null), Is.EqualTo((false, false)));
    }

    [Test]
    public void What_a_board_lacks_is_said_in_a_sentence()
    {
        var mapping = MappingFile.Load(new Workers.MondaySync.MondaySyncOptions());
        var board = new BoardShape(1, "B", 0, ["cancelled"], [.. mapping.Item.Columns.Select(column => new ColumnShape(column.Id, column.Type, ["New", "Confirmed", "Changed"], null))]);

        var problems = BoardFit.Problems(mapping, board, null).ToList();

        Assert.That(problems, Has.Some.Contain("no group 'new_orders'").And.Some.Contain("no label 'Cancelled'").And.Some.Contain("no subitems column"));
        Assert.That(problems, Has.Count.EqualTo(3));
    }
}
