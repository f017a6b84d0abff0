using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workers.Postgres.Sagas;
using Workers.Testing;

namespace Shared.Tests.Sagas;

public sealed class GroupCommitTests
{
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task MakeDatabase()
    {
        database = await TestDatabase.Create("credit_check", typeof(JournalTests).Assembly);
        await database.Admin.Execute("create table counter (id uuid primary key, version integer not null, state text not null, total integer not null, note text)", null, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task DropDatabase() => await database.DisposeAsync();

    [Test]
    public async Task Many_messages_share_a_commit_and_each_counts_once()
    {
        var store = new CounterStore();
        await using var bus = await Start(store);
        var ids = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();

        await bus.Deliver([.. ids.SelectMany(id => new[] { new Add(id, 1), new Add(id, 2) })]);

        Assert.That(await Totals(ids), Is.All.EqualTo(3).And.Exactly(100).Items);
        Assert.That(store.Saves, Has.Count.LessThan(200), "groups formed");
        Assert.That(bus.Faults<Add>(), Is.Empty);
    }

    [Test]
    public async Task Messages_of_one_instance_at_the_same_time_are_applied_one_after_the_other()
    {
        await using var bus = await Start(new CounterStore());
        var id = Guid.CreateVersion7();

        await bus.Deliver([.. Enumerable.Range(0, 30).Select(_ => new Add(id, 1))]);

        Assert.That(await Totals(id), Is.EqualTo(new[] { 30 }));
        Assert.That(bus.Published<Added>().Select(added => added.Total), Is.EquivalentTo(Enumerable.Range(1, 30)), "no two saw the same state");
    }

    [Test]
    public async Task What_a_behaviour_published_leaves_after_the_commit()
    {
        var store = new CounterStore { Hold = new() };
        await using var bus = await Start(store);
        var id = Guid.CreateVersion7();

        var delivery = bus.Deliver(new Add(id, 1));
        await Eventually.True(() => store.Loads > 0, "the group is loaded");
        Assert.That(bus.Published<Added>(), Is.Empty, "nothing leaves while the group is not committed");
        store.Hold.SetResult();
        await delivery;

        await Eventually.True(() => bus.Published<Added>().Count == 1, "it leaves after the commit");
    }

    [Test]
    public async Task A_member_that_throws_leaves_unsaved_and_unpublished_and_the_others_stay()
    {
        await using var bus = await Start(new CounterStore());
        var (good, bad) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await bus.Deliver(new Add(good, 1), new Add(bad, -1));

        Assert.That(await Totals(good), Is.EqualTo(new[] { 1 }));
        Assert.That(await Totals(bad), Is.Empty);
        Assert.That(bus.Faults<Add>().Select(fault => fault.Message.Id), Is.EqualTo(new[] { bad }));
        Assert.That(bus.Published<Added>().Select(added => added.Id), Is.EqualTo(new[] { good }));
    }

    [TestCase("\0", TestName = "A value the database refuses fails its own member alone")]
    [TestCase("unsendable", TestName = "A value that cannot be sent fails its own member alone")]
    public async Task A_bad_value_fails_its_own_member_alone(string bad)
    {
        var store = new CounterStore { Hold = new() };
        await using var bus = await Start(store);
        var first = Guid.CreateVersion7();
        var ids = Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).ToArray();

        // The first one holds the loop, so that the ten go into one group.
        var delivery = bus.Deliver([new Add(first, 1), .. ids.Select((id, index) => new Add(id, 1, index == 4 ? bad : "fine"))]);
        await Eventually.True(() => store.Loads > 0, "the first group is loaded");
        store.Hold.SetResult();
        await delivery;

        Assert.That(bus.Faults<Add>().Select(fault => fault.Message.Id), Is.EqualTo(new[] { ids[4] }), () => string.Join("\n", bus.Faults<Add>().Select(fault => fault.Exceptions[0].Message + fault.Exceptions[0].InnerException?.StackTrace)));
        Assert.That(await Totals(ids), Has.Exactly(9).Items);
        Assert.That(bus.Published<Added>().Select(added => added.Id), Does.Not.Contain(ids[4]));
    }

    [Test]
    public async Task An_ignored_message_writes_nothing()
    {
        var store = new CounterStore();
        await using var bus = await Start(store);
        var id = Guid.CreateVersion7();
        await bus.Deliver(new Add(id, 1));
        var before = store.Saves.Count;

        await bus.Deliver(new Add(id, 0));

        Assert.That(store.Saves, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task Two_processes_that_see_a_new_id_at_once_both_count()
    {
        var hold = new TaskCompletionSource();
        var (first, second) = (new CounterStore { Hold = hold }, new CounterStore { Hold = hold });
        await using var one = await Start(first);
        await using var other = await Start(second);
        var id = Guid.CreateVersion7();

        var deliveries = Task.WhenAll(one.Deliver(new Add(id, 1)), other.Deliver(new Add(id, 2)));
        await Eventually.True(() => first.Loads > 0 && second.Loads > 0, "both looked and found nothing");
        hold.SetResult();
        await deliveries;

        await Eventually.True(async () => (await Totals(id)).SequenceEqual([3]), "the one that lost tried again");
        Assert.That(one.Faults<Add>().Concat(other.Faults<Add>()), Is.Empty);
    }

    private Task<BusHarness> Start(CounterStore store) => BusHarness.Start(
        services =>
        {
            services.AddSingleton(database.Admin);
            services.AddSingleton<ISagaStore<Counter>>(store);
        },
        bus =>
        {
            bus.AddSagaStateMachine<CounterMachine, Counter>().GroupCommitRepository<Counter, CounterStore>();
            bus.AddConfigureEndpointsCallback((context, _, endpoint) =>
            {
                endpoint.ConcurrentMessageLimit = 64;
                endpoint.UseMessageRetry(retry => { retry.Handle<SagaConflictException>(); retry.Immediate(5); });
                endpoint.UseInMemoryOutbox(context);
            });
        });

    private async Task<IReadOnlyList<int>> Totals(params Guid[] ids) =>
        await database.Admin.Query<int>("select total from counter where id = any(@ids)", new { ids }, CancellationToken.None);
}
