using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Postgres;

namespace NetSuitePoller.Tests.Protocol;

internal sealed class OutageTests
{
    [Test]
    public async Task While_NetSuite_is_paused_orders_are_told_once_and_go_on_afterwards()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        var states = new VendorStates(world.Database.Service, TimeProvider.System);
        await states.Set("netsuite", "paused", "anna", "month-end", default);
        await service.Get<VendorStates>().Set("netsuite", "paused", "anna", "month-end", default);

        await service.Bus.Deliver(Commands.Create(), Commands.Create());
        var waiting = await service.Expect<StepWaiting>(2);
        Assert.That(waiting.Select(wait => wait.Code), Has.All.EqualTo("VENDOR_PAUSED"));
        Assert.That(waiting[0].Reason, Does.Contain("anna").And.Contain("month-end"));
        Assert.That(await world.Calls(), Is.Empty);

        await service.Get<VendorStates>().Set("netsuite", "ok", "anna", "done", default);
        await service.Expect<SalesOrderCreated>(2);
        Assert.That(service.Bus.Published<StepWaiting>(), Has.Count.EqualTo(2));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task While_NetSuite_is_down_orders_are_told_and_few_calls_are_made(bool cut)
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world, options =>
        {
            options.ReadRetries = 0;
            options.CircuitOpenFor = TimeSpan.FromMilliseconds(600);
            options.BackOff = TimeSpan.FromMilliseconds(100);
        });
        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();
        await world.Faults(new { outageSeconds = 2.0, outageCut = cut });

        await service.Bus.Deliver([.. Enumerable.Range(0, 40).Select(_ => Commands.Create())]);
        await service.Expect<StepWaiting>(40);
        await service.Expect<SalesOrderCreated>(41);

        var failed = (await world.Calls()).Count(call => call.Fault != "none");
        Assert.That(await world.SalesOrders(), Has.Count.EqualTo(41));
        Assert.That(failed, Is.LessThan(80), "nothing is retried in a storm");
    }
}
