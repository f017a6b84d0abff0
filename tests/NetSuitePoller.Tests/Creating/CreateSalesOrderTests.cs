using Workers.Contracts.NetSuite;
using Workers.Testing;

namespace NetSuitePoller.Tests.Creating;

internal sealed class CreateSalesOrderTests
{
    [Test]
    public async Task A_command_becomes_one_sales_order_with_amounts_to_the_cent()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();

        await service.Bus.Deliver(command);
        var created = (await service.Expect<SalesOrderCreated>())[0];

        var order = (await world.SalesOrders()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.ExternalId, Is.EqualTo(command.ExternalId.ToString()));
            Assert.That(order.Entity, Is.EqualTo("1001"));
            Assert.That(order.Total, Is.EqualTo(command.Order.OrderTotal));
            Assert.That(order.Lines.Select(line => line.Amount), Is.EqualTo(command.Order.Lines.Select(line => line.LineTotal)));
            Assert.That((created.OrderId, created.Version, created.Attempt, created.WasUpdate), Is.EqualTo((command.OrderId, 1L, 1, false)));
            Assert.That(created.OrderNumber, Is.EqualTo(order.TranId));
            Assert.That(created.InternalId.ToString(), Is.EqualTo(order.InternalId));
            Assert.That(created.Lines.Select(line => line.InventoryStatus), Is.EqualTo(new[] { "IN_STOCK", "PARTIAL" }));
            Assert.That(service.Bus.Published<SalesOrderSubmitted>().Single().TransactionId, Is.Not.Empty);
        }

        var audit = await world.Database.Admin.Query<string>("select event_type from orders.audit_log order by created_at", null, default);
        Assert.That(audit, Is.EqualTo(new[] { "SALES_ORDER_SUBMITTED", "SALES_ORDER_CREATED" }));
    }

    [Test]
    public async Task A_redelivered_command_publishes_the_stored_result_again()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        var first = (await service.Expect<SalesOrderCreated>())[0];

        await service.Bus.Deliver(command);
        var second = (await service.Expect<SalesOrderCreated>(2))[1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That((second.InternalId, second.OrderNumber, second.CreatedAt), Is.EqualTo((first.InternalId, first.OrderNumber, first.CreatedAt)));
            Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
            Assert.That((await world.Calls()).Count(call => call.Operation.StartsWith("salesOrder.create", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task The_same_command_many_times_at_once_makes_one_sales_order()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var one = await ServiceInstance.Start(world);
        await using var two = await ServiceInstance.Start(world);
        var commands = Enumerable.Range(0, 20).Select(_ => Commands.Create()).ToArray();

        await Task.WhenAll(
            one.Bus.Deliver([.. commands, .. commands]),
            two.Bus.Deliver([.. commands.Reverse(), .. commands]));
        await Eventually.True(() => one.Bus.Published<SalesOrderCreated>().Concat(two.Bus.Published<SalesOrderCreated>()).Select(e => e.OrderId).Distinct().Count() == 20, "all are created");

        var orders = await world.SalesOrders();
        Assert.That(orders.Select(order => order.ExternalId), Is.EquivalentTo(commands.Select(command => command.ExternalId.ToString())));
    }

    [Test]
    public async Task An_older_version_that_arrives_late_changes_nothing()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var first = Commands.Create();
        var second = first.Changed(2, quantity: 7);

        await service.Bus.Deliver(second);
        await service.Expect<SalesOrderCreated>(created => created.Version == 2, "version 2");
        await service.Bus.Deliver(first);
        await service.Bus.Deliver(second);
        await service.Expect<SalesOrderCreated>(2);

        var order = (await world.SalesOrders()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.Version, Is.EqualTo("2"));
            Assert.That(order.Lines.Single().Quantity, Is.EqualTo(7));
            Assert.That(service.Bus.Published<SalesOrderCreated>(), Has.All.Property("Version").EqualTo(2));
        }
    }

    [Test]
    public async Task A_refused_order_fails_with_NetSuites_reason_and_holds_none_of_its_batch()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world, options => options.GatherFor = TimeSpan.FromMilliseconds(100));
        var good = Enumerable.Range(0, 5).Select(_ => Commands.Create()).ToArray();
        var bad = Commands.Create(customer: 999_999);

        await service.Bus.Deliver([.. good, bad]);
        var failed = (await service.Expect<SalesOrderFailed>())[0];
        await service.Expect<SalesOrderCreated>(5);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.OrderId, Is.EqualTo(bad.OrderId));
            Assert.That(failed.Code, Is.EqualTo("INVALID_CONTENT"));
            Assert.That(failed.Reason, Does.Contain("entity"));
            Assert.That(await world.SalesOrders(), Has.Count.EqualTo(5));
        }

        var error = await world.Database.Admin.QuerySingle<(string Code, string Request, string Response)>(
            "select error_code, request_payload::text, response_payload::text from orders.integration_errors", null, default);
        Assert.That(error.Request, Does.Contain(bad.ExternalId.ToString()));
        Assert.That(error.Response, Does.Contain("o:errorDetails"));
    }

    [Test]
    public async Task A_retry_after_a_refusal_is_a_new_create_with_a_new_key()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var bad = Commands.Create(customer: 999_999);
        await service.Bus.Deliver(bad);
        await service.Expect<SalesOrderFailed>();

        await service.Bus.Deliver(bad with { Attempt = 2, NetSuiteCustomerId = 1001 });
        var created = (await service.Expect<SalesOrderCreated>())[0];

        Assert.That(created.Attempt, Is.EqualTo(2));
        Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_order_that_cannot_be_written_fails_without_a_call()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var command = Commands.Create();

        await service.Bus.Deliver(command with { Order = command.Order with { CurrencyCode = "XXX" } });
        var failed = (await service.Expect<SalesOrderFailed>())[0];

        Assert.That(failed.Reason, Does.Contain("XXX").And.Contain("NetSuite:Currencies"));
        Assert.That(await world.Calls(), Is.Empty);
    }

    [Test]
    public async Task A_backlog_goes_in_batches_and_few_calls()
    {
        await using var world = await NetSuiteWorld.Create();
        var commands = Enumerable.Range(0, 200).Select(_ => Commands.Create()).ToArray();
        await using (var recorder = await ServiceInstance.Start(world, loops: false)) await recorder.Bus.Deliver(commands);

        await using var service = await ServiceInstance.Start(world, options => options.AvailabilityFor = TimeSpan.FromSeconds(5));
        await service.Expect<SalesOrderCreated>(200);

        Assert.That(await world.SalesOrders(), Has.Count.EqualTo(200));
        Assert.That(await world.Calls(), Has.Count.LessThanOrEqualTo(20), "10 calls per 100 orders");
    }
}
