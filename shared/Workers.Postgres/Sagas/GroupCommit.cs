using System.Diagnostics;
using System.Threading.Channels;
using MassTransit;
using Npgsql;

namespace Workers.Postgres.Sagas;

/// <summary>
/// Commits saga instances in groups: one loop takes whatever waits, loads and locks it with one statement, lets every behaviour run,
/// saves with a few statements, commits once and only then releases the members, so that their messages leave after the commit.
/// Two members of one id go into rounds of their own. Behaviours must not do I/O: the slowest one holds its round.
/// </summary>
public sealed class GroupCommit<TSaga> : IAsyncDisposable where TSaga : class, ISagaVersion
{
    private const int LargestGroup = 128;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan BehaviourLimit = TimeSpan.FromSeconds(10);
    private readonly Database database;
    private readonly ISagaStore<TSaga> store;
    private readonly Channel<SagaMember<TSaga>> queue = Channel.CreateUnbounded<SagaMember<TSaga>>(new() { SingleReader = true });
    private readonly Task loop;

    /// <summary>Starts the loop.</summary>
    public GroupCommit(Database database, ISagaStore<TSaga> store)
    {
        this.database = database;
        this.store = store;
        loop = Task.Run(Run);
    }

    /// <summary>Ends the loop after the members that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    internal void Enqueue(SagaMember<TSaga> member)
    {
        if (!queue.Writer.TryWrite(member)) member.Fail(new SagaConflictException("The process is stopping."));
    }

    private async Task Run()
    {
        var postponed = new List<SagaMember<TSaga>>();
        var ended = long.MinValue;
        while (postponed.Count > 0 || await queue.Reader.WaitToReadAsync())
        {
            // One message after a quiet moment goes at once; in a stream of them a short wait makes one commit of many.
            if (ended != long.MinValue && Stopwatch.GetElapsedTime(ended) < Gather) await Task.Delay(Gather);
            var group = NextGroup(postponed);
            if (group.Count > 0) await Round(group);
            ended = Stopwatch.GetTimestamp();
        }
    }

    private List<SagaMember<TSaga>> NextGroup(List<SagaMember<TSaga>> postponed)
    {
        var candidates = postponed.ToList();
        postponed.Clear();
        var ids = new HashSet<Guid>();
        var group = new List<SagaMember<TSaga>>();
        void Take(SagaMember<TSaga> member)
        {
            if (member.HasLeft) return;
            if (group.Count < LargestGroup && ids.Add(member.Id)) group.Add(member);
            else postponed.Add(member);
        }
        candidates.ForEach(Take);
        while (group.Count < LargestGroup && queue.Reader.TryRead(out var member)) Take(member);
        return group;
    }

    private async Task Round(List<SagaMember<TSaga>> group)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await LoadAll(connection, transaction, group);
            await RunBehaviours(group);
            await SaveAll(connection, transaction, group);
        }
        catch (Exception exception)
        {
            // Whatever it was (database away, commit without an answer), every member learns it and its message comes again. Each gets an
            // exception of its own: one that many throw again collects all their stack traces, until it no longer fits into a message header.
            foreach (var member in group) member.Fail(new GroupCommitException(member.Id, exception));
        }
    }

    private async Task LoadAll(NpgsqlConnection connection, NpgsqlTransaction transaction, List<SagaMember<TSaga>> group)
    {
        var ids = group.Select(member => member.Id).ToArray();
        var rows = (await store.Load(connection, transaction, ids, CancellationToken.None)).ToDictionary(row => row.CorrelationId);
        foreach (var member in group) member.SetLoaded(rows.GetValueOrDefault(member.Id));
    }

    private static async Task RunBehaviours(List<SagaMember<TSaga>> group)
    {
        var all = Task.WhenAll(group.Select(member => member.Finished));
        if (await Task.WhenAny(all, Task.Delay(BehaviourLimit)) == all) return;
        foreach (var slow in group.Where(member => !member.Finished.IsCompleted))
        {
            slow.Leave();
            slow.Fail(new SagaConflictException($"The behaviour of instance {slow.Id} took longer than {BehaviourLimit.TotalSeconds:0} s; its group went on without it."));
        }
    }

    private async Task SaveAll(NpgsqlConnection connection, NpgsqlTransaction transaction, List<SagaMember<TSaga>> group)
    {
        var changed = group.Where(member => member.IsChanged).ToList();
        try
        {
            if (changed.Count > 0) Settle(changed, await Save(connection, transaction, changed));
        }
        catch (Exception exception)
        {
            database.DiscardConnections();
            if (changed.Count == 1 || exception is NpgsqlException { IsTransient: true }) throw;
            // One value that cannot be sent or stored must not hold the others. The lock is gone, the version is the tripwire.
            await transaction.DisposeAsync();
            foreach (var member in changed) await SaveAlone(member);
        }
        foreach (var member in group.Except(changed)) member.SetCommitted();
        store.Committed([.. group.Where(member => member is { HasLeft: false, Instance: not null }).Select(member => member.Instance!)]);
    }

    private async Task SaveAlone(SagaMember<TSaga> member)
    {
        // A connection of its own: what could not be sent may have taken the group's connection with it.
        await using var connection = database.Source.CreateConnection();
        try
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            Settle([member], await Save(connection, transaction, [member]));
        }
        catch (Exception exception)
        {
            database.DiscardConnections();
            member.Leave();
            member.Fail(exception);
        }
    }

    private async Task<IReadOnlySet<Guid>> Save(NpgsqlConnection connection, NpgsqlTransaction transaction, List<SagaMember<TSaga>> members)
    {
        var saved = await store.Save(
            connection, transaction,
            [.. members.Where(member => member.IsNew).Select(member => member.Instance!)],
            [.. members.Where(member => !member.IsNew).Select(member => member.Instance!)], CancellationToken.None);
        await transaction.CommitAsync();
        return saved;
    }

    private static void Settle(List<SagaMember<TSaga>> members, IReadOnlySet<Guid> saved)
    {
        foreach (var member in members)
        {
            if (saved.Contains(member.Id))
            {
                member.SetCommitted();
                continue;
            }
            member.Leave();
            member.Fail(new SagaConflictException($"Instance {member.Id} was changed by another process in the meantime."));
        }
    }
}
