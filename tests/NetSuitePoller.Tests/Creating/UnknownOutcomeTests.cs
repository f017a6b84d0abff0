using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Testing;

namespace NetSuitePoller.Tests.Creating;

internal sealed class UnknownOutcomeTests
{
    private static readonly string[] CreateOnly = ["salesOrder.create"];

    [TestCase("error500After")]
    [TestCase("timeoutAfter")]
    [TestCase("cutConnectionAfter")]
    public async Task After_an_unknown_outcome_the_next_call_is_a_look_up_which_finds_the_order(string fault)
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await world.Faults(new Dictionary<string, object> { [fault] = 1.0, ["only"] = CreateOnly, ["maxFaults"] = 1 });

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        var calls = await world.Calls();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(calls.Select(call => call.Operation).Take(2), Is.EqualTo(new[] { "salesOrder.create", "suiteql" }));
            Assert.That(calls.Count(call => call.Operation == "salesOrder.create"), Is.EqualTo(1));
            Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
            Assert.That(service.Bus.Published<StepWaiting>().Single().Code, Is.EqualTo("OUTCOME_UNKNOWN"));
        }
    }

    [TestCase("error500Before")]
    [TestCase("timeoutBefore")]
    [TestCase("cutConnectionBefore")]
    [TestCase("okWithErrors")]
    public async Task Absent_is_believed_after_two_look_ups_and_then_the_same_request_goes_again(string fault)
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await world.Faults(new Dictionary<string, object> { [fault] = 1.0, ["only"] = CreateOnly, ["maxFaults"] = 1 });

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        var calls = await world.Calls();
        var creates = calls.Where(call => call.Operation == "salesOrder.create").ToList();
        var between = calls.Where(call => call.Operation == "suiteql" && call.Time > creates[0].Time && call.Time < creates[1].Time).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(creates, Has.Count.EqualTo(2));
            Assert.That(between, Has.Count.EqualTo(2));
            Assert.That(between[1].Time - between[0].Time, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(240)));
            Assert.That(IdempotencyKey(creates[1]), Is.EqualTo(IdempotencyKey(creates[0])).And.Not.Null);
            Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_repetition_that_NetSuite_recognises_leads_to_the_first_job()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        // The order appears only after absence was believed.
        await world.Faults(new { timeoutAfter = 1.0, slowJob = 1.0, slowJobMs = 2500, only = CreateOnly, maxFaults = 1 });

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        var creates = (await world.Calls()).Where(call => call.Operation == "salesOrder.create").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(creates.Select(call => call.Status).Last(), Is.EqualTo(400), "IDEMPOTENCY_ERROR");
            Assert.That(creates.Select(IdempotencyKey).Distinct().ToList(), Has.Count.EqualTo(1));
            Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
            Assert.That(service.Bus.Published<SalesOrderSubmitted>().Single().TransactionId, Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task A_fifth_of_the_creates_failing_after_their_effect_makes_no_order_twice()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world, options => (options.BatchSize, options.SubmitLanes) = (3, 4));
        await world.Faults(new { error500After = 0.12, timeoutAfter = 0.08, only = CreateOnly, seed = 7 });
        var commands = Enumerable.Range(0, 150).Select(_ => Commands.Create()).ToArray();

        await service.Bus.Deliver(commands);
        await service.Expect<SalesOrderCreated>(150);

        Assert.That((await world.SalesOrders()).Select(order => order.ExternalId), Is.EquivalentTo(commands.Select(command => command.ExternalId.ToString())));
    }

    [Test]
    public async Task A_fifth_of_all_calls_failing_in_every_way_only_makes_it_later()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world, options => options.BatchSize = 5);
        await world.Faults(new
        {
            error429 = 0.04, error500Before = 0.03, error500After = 0.03, timeoutBefore = 0.02, timeoutAfter = 0.02, cutConnection = 0.03,
            truncatedJson = 0.02, okWithErrors = 0.02, unauthorized = 0.01, duplicateDelivery = 0.02, seed = 3,
        });
        var commands = Enumerable.Range(0, 60).Select(_ => Commands.Create()).ToArray();

        await service.Bus.Deliver(commands);
        await service.Expect<SalesOrderCreated>(60, TimeSpan.FromSeconds(60));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await world.SalesOrders()).Select(order => order.ExternalId), Is.EquivalentTo(commands.Select(command => command.ExternalId.ToString())));
            Assert.That(service.Bus.Published<SalesOrderFailed>(), Is.Empty);
        }
    }

    [Test]
    public async Task A_job_that_never_shows_its_end_is_found_by_look_up()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await world.Faults(new { neverFinishingJobAfter = 1.0 });

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Bus.Published<StepWaiting>().Single().Code, Is.EqualTo("OUTCOME_UNKNOWN"));
            Assert.That((await world.Calls()).Count(call => call.Operation == "job.get"), Is.EqualTo(4), "the polling limit");
            Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_job_slower_than_the_polling_limit_resolves_by_itself()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await world.Faults(new { slowJob = 1.0, slowJobMs = 700 });

        await service.Bus.Deliver(Commands.Create());
        await service.Expect<SalesOrderCreated>();

        var row = await world.Database.Admin.QuerySingle<(string Status, long Id)>(
            "select poll_status, result_internal_id from netsuite_polling_queue", null, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(service.Bus.Published<StepWaiting>(), Has.Count.EqualTo(1));
            Assert.That(row.Status, Is.EqualTo("COMPLETED"));
            Assert.That((await world.Calls()).Count(call => call.Operation == "salesOrder.create"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_order_stuck_in_a_job_is_created_anew_only_when_a_person_retries_it()
    {
        await using var world = await NetSuiteWorld.Create();
        await using var service = await ServiceInstance.Start(world);
        await world.Faults(new { neverFinishingJob = 1.0 });
        var command = Commands.Create();
        await service.Bus.Deliver(command);
        await service.Expect<StepWaiting>();
        await Eventually.True(async () => (await world.Calls()).Count(call => call.Operation == "suiteql") >= 4, "the slow lane looks it up again and again");
        Assert.That((await world.Calls()).Count(call => call.Operation == "salesOrder.create"), Is.EqualTo(1));

        await world.NoFaults();
        await service.Bus.Deliver(command with { Attempt = 2 });
        var created = (await service.Expect<SalesOrderCreated>())[0];

        var keys = (await world.Calls()).Where(call => call.Operation == "salesOrder.create").Select(IdempotencyKey).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.Attempt, Is.EqualTo(2));
            Assert.That(keys.Distinct().ToList(), Has.Count.EqualTo(2), "a new generation has a new key");
            Assert.That(await world.SalesOrders(), Has.Count.EqualTo(1));
        }
    }

    private static string? IdempotencyKey(LedgerCall call) => call.Keys?.Split("idempotency:")[^1];
}
