using Dapper;
using MassTransit;
using Npgsql;
using Workers.Postgres.Sagas;

namespace Shared.Tests.Sagas;

public sealed record Add(Guid Id, int Amount, string? Note = null);

public sealed record Added(Guid Id, int Total);

/// <summary>The smallest saga: it counts.</summary>
public sealed class Counter : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }
    public int Version { get; set; }
    public string? State { get; set; }
    public int Total { get; set; }
    public string? Note { get; set; }
}

public sealed class CounterMachine : MassTransitStateMachine<Counter>
{
    public CounterMachine()
    {
        InstanceState(counter => counter.State);
        Event(() => Added, @event => @event.CorrelateById(context => context.Message.Id));
        Initially(When(Added).ThenAsync(Count).TransitionTo(Counting));
        During(Counting, When(Added).ThenAsync(Count));
    }

    public State Counting { get; private set; } = null!;

    public Event<Add> Added { get; private set; } = null!;

    private static async Task Count(BehaviorContext<Counter, Add> context)
    {
        var (counter, add) = (context.Saga, context.Message);
        if (add.Amount == 0) return;
        counter.Version++;
        counter.Total += add.Amount;
        counter.Note = add.Note;
        await context.Publish(new Added(add.Id, counter.Total));
        if (add.Amount < 0) throw new InvalidOperationException("only upwards");
    }
}

/// <summary>Its SQL, and a gate at which a test holds a group before it is saved.</summary>
public sealed class CounterStore : ISagaStore<Counter>
{
    public TaskCompletionSource? Hold { get; set; }

    public List<int> Saves { get; } = [];

    public int Loads { get; private set; }

    public async Task<IReadOnlyList<Counter>> Load(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] ids, CancellationToken cancellationToken)
    {
        Loads++;
        return (await connection.QueryAsync<Counter>(
            "select id as correlation_id, version, state, total, note from counter where id = any(@ids) order by id for update", new { ids }, transaction)).AsList();
    }

    public async Task<IReadOnlySet<Guid>> Save(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Counter> added, IReadOnlyList<Counter> changed, CancellationToken cancellationToken)
    {
        if (Hold is { } hold) await hold.Task;
        if (added.Concat(changed).Any(counter => counter.Note == "unsendable")) throw new InvalidCastException("no type for this value");
        lock (Saves) Saves.Add(added.Count + changed.Count);
        var saved = new HashSet<Guid>();
        foreach (var counter in added)
            saved.UnionWith(await connection.QueryAsync<Guid>(
                "insert into counter values (@CorrelationId, @Version, @State, @Total, @Note) on conflict do nothing returning id", counter, transaction));
        foreach (var counter in changed)
            saved.UnionWith(await connection.QueryAsync<Guid>(
                "update counter set version = @Version, state = @State, total = @Total, note = @Note where id = @CorrelationId and version = @Version - 1 returning id", counter, transaction));
        return saved;
    }

    public void Committed(IReadOnlyList<Counter> instances) { }
}
