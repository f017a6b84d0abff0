using Workers.Contracts.NetSuite;
using Workers.Testing;

namespace NetSuitePoller.Tests.Creating;

internal sealed class CrashTests
{
    [Test]
    public async Task A_crash_between_send_and_record_is_looked_up_by_the_next_instance()
    {
        await using var world = await NetSuiteWorld.Create();
        using var hook = new WireHook
        {
            After = (request, response) => WireHook.IsCreate(request) ? throw new InvalidOperationException("the process dies here") : Task.FromResult(response),
        };
        await using (var dying = await ServiceInstance.Start(world, handler: hook))
        {
            await dying.Bus.Deliver(Commands.Create());
            await Eventually.True(async () => (await world.SalesOrders()).Count == 1, "NetSuite has it");
        }

        await using var next = await ServiceInstance.Start(world);
        await next.Expect<SalesOrderCreated>();

        var operations = (await world.Calls()).Select(call => call.Operation).ToList();
        Assert.That(operations.Take(2), Is.EqualTo(new[] { "salesOrder.create", "suiteql" }));
        Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_crash_between_store_and_send_sends_the_stored_bytes_after_two_look_ups()
    {
        await using var world = await NetSuiteWorld.Create();
        using var hook = new WireHook { Before = request => { if (WireHook.IsCreate(request)) throw new InvalidOperationException("the process dies here"); } };
        await using (var dying = await ServiceInstance.Start(world, handler: hook))
        {
            await dying.Bus.Deliver(Commands.Create());
            await Eventually.True(async () => await world.Database.Admin.QuerySingle<int>("select count(*) from submission", null, default) == 1, "it is stored");
        }

        await using var next = await ServiceInstance.Start(world);
        await next.Expect<SalesOrderCreated>();

        var operations = (await world.Calls()).Select(call => call.Operation).ToList();
        Assert.That(operations.Take(3), Is.EqualTo(new[] { "suiteql", "suiteql", "salesOrder.create" }));
        Assert.That(await world.Database.Admin.QuerySingle<int>("select count(*) from submission", null, default), Is.EqualTo(1));
    }

    [Test]
    public async Task A_result_whose_announcement_was_lost_is_announced_again()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();
        await Eventually.True(async () => await Unannounced(world) == 0, "it is marked as announced");

        await world.Database.Admin.Execute("update request set announced_at = null", null, default);
        await service.Announce();

        Assert.That(service.Bus.Published<SalesOrderCreated>(), Has.Count.EqualTo(2));
        Assert.That(await Unannounced(world), Is.Zero);
    }

    [Test]
    public async Task Two_instances_share_the_work_and_create_each_order_once()
    {
        await using var world = await NetSuiteWorld.Create(account => account.Concurrency = 5);
        var commands = Enumerable.Range(0, 120).Select(_ => Commands.Create()).ToArray();
        await using (var recorder = await ServiceInstance.Start(world, loops: false)) await recorder.Bus.Deliver(commands);

        await using var one = await ServiceInstance.Start(world, options => (options.BatchSize, options.MaxConcurrentCalls) = (5, 2));
        await using var two = await ServiceInstance.Start(world, options => (options.BatchSize, options.MaxConcurrentCalls) = (5, 2));
        await Eventually.True(() => one.Bus.Published<SalesOrderCreated>().Count + two.Bus.Published<SalesOrderCreated>().Count >= 120, "all are created");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await world.SalesOrders()).Select(order => order.ExternalId), Is.EquivalentTo(commands.Select(command => command.ExternalId.ToString())));
            Assert.That(one.Bus.Published<SalesOrderCreated>(), Is.Not.Empty);
            Assert.That(two.Bus.Published<SalesOrderCreated>(), Is.Not.Empty);
            Assert.That((await world.CallSummary()).GetProperty("maxInFlight").GetInt32(), Is.LessThanOrEqualTo(4));
        }
    }

    private static Task<int> Unannounced(NetSuiteWorld world) => world.Database.Admin.QuerySingle<int>(
        "select count(*) from request where announced_at is null", null, default);
}
