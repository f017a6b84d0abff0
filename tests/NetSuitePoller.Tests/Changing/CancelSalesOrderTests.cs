using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Testing;

namespace NetSuitePoller.Tests.Changing;

internal sealed class CancelSalesOrderTests
{
    [Test]
    public async Task A_cancel_after_the_create_closes_the_sales_order()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        var created = (await service.Expect<SalesOrderCreated>())[0];

        await service.Bus.Deliver(command.Cancelled(2));
        var cancelled = (await service.Expect<SalesOrderCancelled>())[0];

        var order = (await world.SalesOrders()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((cancelled.Version, cancelled.InternalId, cancelled.OrderNumber), Is.EqualTo((2L, created.InternalId, created.OrderNumber)));
            Assert.That(order.Status, Is.EqualTo("H"));
            Assert.That(order.Lines, Has.All.Property("IsClosed").True);
        }
    }

    [Test]
    public async Task A_redelivered_cancel_publishes_the_stored_result_and_calls_nothing()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<SalesOrderCreated>();
        await service.Bus.Deliver(command.Cancelled(2));
        var first = (await service.Expect<SalesOrderCancelled>())[0];
        var calls = (await world.Calls()).Count;

        await service.Bus.Deliver(command.Cancelled(2));
        var second = (await service.Expect<SalesOrderCancelled>(2))[1];

        Assert.That(second, Is.EqualTo(first));
        Assert.That(await world.Calls(), Has.Count.EqualTo(calls));
    }

    [Test]
    public async Task A_cancel_before_anything_was_sent_is_settled_at_once_and_no_create_starts()
    {
        await using var world = await NetSuiteWorld.Create();
        var command = Commands.Create();
        await using (var recorder = await ServiceInstance.Start(world, loops: false))
        {
            await recorder.Bus.Deliver(command);
            await recorder.Bus.Deliver(command.Cancelled(2));
            var cancelled = (await recorder.Expect<SalesOrderCancelled>())[0];
            Assert.That(cancelled.InternalId, Is.Null);
        }

        await using var service = await ServiceInstance.Start(world);
        var other = Commands.Create();
        await service.Bus.Deliver(other);
        await service.Expect<SalesOrderCreated>();

        Assert.That((await world.SalesOrders()).Select(order => order.ExternalId), Is.EqualTo(new[] { other.ExternalId.ToString() }));
    }

    [Test]
    public async Task A_create_that_arrives_after_its_cancel_is_answered_as_cancelled()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();

        await service.Bus.Deliver(command.Cancelled(2));
        await service.Bus.Deliver(command);
        var events = await service.Expect<SalesOrderCancelled>(2);

        Assert.That(events.Select(cancelled => cancelled.Version), Is.EqualTo(new[] { 2L, 1L }));
        Assert.That(await world.Calls(), Is.Empty);
    }

    [Test]
    public async Task A_cancel_while_the_create_is_in_flight_finds_and_closes_it()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world, options => options.MaxPolls = 50);
        await world.Faults(new { slowJob = 1.0, slowJobMs = 400 });
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<SalesOrderSubmitted>();

        await service.Bus.Deliver(command.Cancelled(2));
        var cancelled = (await service.Expect<SalesOrderCancelled>())[0];

        var order = (await world.SalesOrders()).Single();
        Assert.That(order.Status, Is.EqualTo("H"));
        Assert.That(cancelled.InternalId.ToString(), Is.EqualTo(order.InternalId));
    }

    [TestCase("timeoutAfter", 1)]
    [TestCase("timeoutBefore", 0)]
    public async Task A_cancel_while_the_outcome_is_unknown_waits_for_the_look_ups(string fault, int orders)
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await world.Faults(new Dictionary<string, object> { [fault] = 1.0, ["only"] = new[] { "salesOrder.create" }, ["maxFaults"] = 1 });
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await Eventually.True(async () => (await world.Database.Admin.QuerySingle<int>("select count(*) from submission", null, default)) == 1, "the create is under way");

        await service.Bus.Deliver(command.Cancelled(2));
        var cancelled = (await service.Expect<SalesOrderCancelled>())[0];

        var ledger = await world.SalesOrders();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ledger, Has.Count.EqualTo(orders).And.All.Property("Status").EqualTo("H"));
            Assert.That(cancelled.InternalId is null, Is.EqualTo(orders == 0));
            Assert.That((await world.Calls()).Count(call => call.Operation == "salesOrder.create"), Is.EqualTo(1), "no create starts after the cancel");
        }
    }

    [TestCase("error500After")]
    [TestCase("timeoutBefore")]
    public async Task A_close_of_unknown_outcome_is_looked_up_before_it_is_repeated(string fault)
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<SalesOrderCreated>();
        await world.Faults(new Dictionary<string, object> { [fault] = 1.0, ["only"] = new[] { "salesOrder.update" }, ["maxFaults"] = 1 });

        await service.Bus.Deliver(command.Cancelled(2));
        await service.Expect<SalesOrderCancelled>();

        var operations = (await world.Calls()).Select(call => call.Operation).SkipWhile(operation => operation != "salesOrder.update").ToList();
        Assert.That(operations[1], Is.EqualTo("salesOrder.get"));
        Assert.That((await world.SalesOrders()).Single().Status, Is.EqualTo("H"));
    }

    [Test]
    public async Task A_version_above_the_cancel_opens_the_order_again_and_an_older_cancel_changes_nothing()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<SalesOrderCreated>();
        await service.Bus.Deliver(command.Cancelled(2));
        await service.Expect<SalesOrderCancelled>();

        await service.Bus.Deliver(command.Changed(4, quantity: 3));
        await service.Expect<SalesOrderCreated>(created => created is { Version: 4, WasUpdate: true }, "version 4");
        await service.Bus.Deliver(command.Cancelled(3));

        var order = (await world.SalesOrders()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((order.Status, order.Version), Is.EqualTo(("B", "4")));
            Assert.That(service.Bus.Published<SalesOrderCancelled>(), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Many_cancels_and_creates_of_one_order_at_once_end_with_a_closed_order_or_none()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var one = await ServiceInstance.Start(world);
        await using var two = await ServiceInstance.Start(world);
        var commands = Enumerable.Range(0, 15).Select(_ => Commands.Create()).ToArray();

        await Task.WhenAll(one.Bus.Deliver(commands), two.Bus.Deliver([.. commands.Select(command => command.Cancelled(2))]), one.Bus.Deliver([.. commands.Select(command => command.Cancelled(2))]));
        await Eventually.True(async () => await world.Database.Admin.QuerySingle<int>(
            "select count(*) from request where kind = 'CANCEL' and stage <> 'CANCELLED' or stage = 'PENDING'", null, default) == 0, "all cancels are settled");

        Assert.That(await world.SalesOrders(), Has.All.Property("Status").EqualTo("H"));
    }

    [Test]
    public async Task A_close_that_NetSuite_refuses_fails_with_its_reason()
    {
        await using var world = await NetSuiteWorld.Create();
        using var hook = new WireHook
        {
            After = (request, response) => Task.FromResult(request.Method != HttpMethod.Patch ? response : new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden)
            {
                Content = new StringContent("""{"title":"Forbidden","status":403,"o:errorDetails":[{"detail":"No permission to edit.","o:errorCode":"INSUFFICIENT_PERMISSION"}]}"""),
            }),
        };
        await using var service = await ServiceInstance.Start(world, handler: hook);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<SalesOrderCreated>();

        await service.Bus.Deliver(command.Cancelled(2));
        var failed = (await service.Expect<SalesOrderFailed>())[0];

        Assert.That((failed.Version, failed.Code), Is.EqualTo((2L, "INSUFFICIENT_PERMISSION")));
        Assert.That(failed.Reason, Does.Contain("No permission to edit"));
    }
}
