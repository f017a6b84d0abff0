using Workers.Contracts.NetSuite;
using Workers.Testing;

namespace NetSuitePoller.Tests.Changing;

internal sealed class UpdateSalesOrderTests
{
    [Test]
    public async Task A_newer_version_changes_the_sales_order_that_stands()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        var created = (await service.Expect<SalesOrderCreated>())[0];

        var changed = command.Changed(2, quantity: 4);
        await service.Bus.Deliver(changed);
        var updated = await service.Expect<SalesOrderCreated>(answer => answer.Version == 2, "version 2");

        var order = (await world.SalesOrders()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((updated.WasUpdate, updated.InternalId, updated.Attempt), Is.EqualTo((true, created.InternalId, 2)));
            Assert.That(order.Total, Is.EqualTo(changed.Order.OrderTotal));
            Assert.That(order.Lines.Single().Quantity, Is.EqualTo(4));
            Assert.That(order.Version, Is.EqualTo("2"));
        }
    }

    [Test]
    public async Task A_newer_version_waits_for_the_create_in_flight_and_then_changes_it()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world, options => options.MaxPolls = 50);
        await world.Faults(new { slowJob = 1.0, slowJobMs = 400 });
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<SalesOrderSubmitted>();

        await service.Bus.Deliver(command.Changed(2, quantity: 4), command.Changed(3, quantity: 6));
        await service.Expect<SalesOrderCreated>(answer => answer is { Version: 3, WasUpdate: true }, "version 3");

        var order = (await world.SalesOrders()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((order.Version, order.Lines.Single().Quantity), Is.EqualTo(("3", 6m)));
            Assert.That(service.Bus.Published<SalesOrderCreated>().Select(answer => answer.Version), Is.EqualTo(new[] { 1L, 3L }));
        }
    }

    [TestCase("error500After", 1)]
    [TestCase("timeoutAfter", 1)]
    [TestCase("timeoutBefore", 2)]
    public async Task A_change_of_unknown_outcome_is_looked_up_before_it_is_repeated(string fault, int changes)
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<SalesOrderCreated>();
        await world.Faults(new Dictionary<string, object> { [fault] = 1.0, ["only"] = new[] { "salesOrder.update" }, ["maxFaults"] = 1 });

        await service.Bus.Deliver(command.Changed(2, quantity: 4));
        await service.Expect<SalesOrderCreated>(answer => answer.Version == 2, "version 2");

        var operations = (await world.Calls()).Select(call => call.Operation).SkipWhile(operation => operation != "salesOrder.update").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(operations[1], Is.EqualTo("suiteql"));
            Assert.That(operations.Count(operation => operation == "salesOrder.update"), Is.EqualTo(changes));
            Assert.That((await world.SalesOrders()).Single().Version, Is.EqualTo("2"));
        }
    }

    [Test]
    public async Task A_new_attempt_with_the_same_content_is_answered_without_a_call()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        var first = (await service.Expect<SalesOrderCreated>())[0];
        var calls = (await world.Calls()).Count;

        await service.Bus.Deliver(command with { Attempt = 2 });
        var second = await service.Expect<SalesOrderCreated>(answer => answer.Attempt == 2, "attempt 2");

        Assert.That(second.InternalId, Is.EqualTo(first.InternalId));
        Assert.That(second.Lines, Is.EqualTo(first.Lines));
        Assert.That(await world.Calls(), Has.Count.EqualTo(calls));
    }

    [Test]
    public async Task A_refused_change_fails_and_the_earlier_version_stands()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<SalesOrderCreated>();

        await service.Bus.Deliver(command.Changed(2, quantity: 4) with { NetSuiteCustomerId = 999_999 });
        var failed = (await service.Expect<SalesOrderFailed>())[0];

        Assert.That((failed.Version, failed.Code), Is.EqualTo((2L, "INVALID_CONTENT")));
        Assert.That((await world.SalesOrders()).Single().Version, Is.EqualTo("1"));
    }

    [Test]
    public async Task An_order_that_was_there_before_with_another_version_is_adopted_and_changed()
    {
        await using var world = await NetSuiteWorld.Create();
        var command = Commands.Create();
        await using (var before = await ServiceInstance.Start(world))
        {
            await before.Bus.Deliver(command);
            await before.Expect<SalesOrderCreated>();
        }

        // The service's own memory is lost; NetSuite's is not.
        await world.Database.Admin.Execute("truncate sales_order, request, submission, netsuite_polling_queue", null, default);
        await using var service = await ServiceInstance.Start(world);
        await service.Bus.Deliver(command.Changed(2, quantity: 4));
        var updated = (await service.Expect<SalesOrderCreated>())[0];

        var order = (await world.SalesOrders()).Single();
        Assert.That((order.Version, order.Lines.Single().Quantity), Is.EqualTo(("2", 4m)));
        Assert.That((updated.Version, updated.WasUpdate), Is.EqualTo((2L, true)));
    }
}
