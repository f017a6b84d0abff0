using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace Workers.Postgres.Sagas;

/// <summary>What MassTransit asks of a repository for one message. Load waits for the group; saving happens with the group.</summary>
internal sealed class GroupCommitContext<TSaga, TMessage>(ConsumeContext<TMessage> context, GroupCommit<TSaga> group) :
    ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISagaVersion
    where TMessage : class
{
    private readonly ConsumeContext<TMessage> consumeContext = context;

    /// <summary>Null while nothing was loaded.</summary>
    public SagaMember<TSaga>? Member { get; private set; }

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId)
    {
        Member = new SagaMember<TSaga>(correlationId);
        group.Enqueue(Member);
        var instance = await Member.Loaded.WaitAsync(CancellationToken);
        return instance is null ? null! : new DefaultSagaConsumeContext<TSaga, TMessage>(consumeContext, instance);
    }

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance)
    {
        Member!.Add(instance);
        return Task.FromResult<SagaConsumeContext<TSaga, TMessage>>(new DefaultSagaConsumeContext<TSaga, TMessage>(consumeContext, instance));
    }

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class =>
        Task.FromResult<SagaConsumeContext<TSaga, T>>(new DefaultSagaConsumeContext<TSaga, T>(consumeContext, instance));

    public Task Save(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Update(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Discard(SagaConsumeContext<TSaga> context) => Forget();

    public Task Undo(SagaConsumeContext<TSaga> context) => Forget();

    public Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance) =>
        throw new NotSupportedException("Leave InsertOnInitial off: the group looks for the instance first and inserts it with the others.");

    public Task Delete(SagaConsumeContext<TSaga> context) =>
        throw new NotSupportedException("Instances are not deleted when they end; retention drops them.");

    private Task Forget()
    {
        Member?.Forget();
        return Task.CompletedTask;
    }
}
