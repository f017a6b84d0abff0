using MassTransit;

namespace Workers.Postgres.Sagas;

/// <summary>One message on its way through a group: waits for its instance, runs its behaviour, waits for the commit.</summary>
internal sealed class SagaMember<TSaga>(Guid id) where TSaga : class, ISagaVersion
{
    private readonly TaskCompletionSource<TSaga?> loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int loadedVersion;
    private volatile bool left;

    public Guid Id { get; } = id;

    public TSaga? Instance { get; private set; }

    public bool IsNew { get; private set; }

    /// <summary>True once the message failed or was cancelled: nothing of it is saved.</summary>
    public bool HasLeft => left;

    public bool IsChanged => !left && Instance is { } instance && (IsNew || instance.Version != loadedVersion);

    public Task<TSaga?> Loaded => loaded.Task;

    public Task Finished => finished.Task;

    public void SetLoaded(TSaga? instance)
    {
        Instance = instance;
        loadedVersion = instance?.Version ?? 0;
        loaded.TrySetResult(instance);
    }

    public void Add(TSaga instance)
    {
        Instance = instance;
        IsNew = true;
    }

    public void Forget()
    {
        Instance = null;
        IsNew = false;
    }

    public void Leave()
    {
        left = true;
        finished.TrySetResult();
    }

    public Task FinishAndWaitForCommit()
    {
        finished.TrySetResult();
        return committed.Task;
    }

    public void SetCommitted() => committed.TrySetResult();

    public void Fail(Exception exception)
    {
        loaded.TrySetException(exception);
        committed.TrySetException(exception);
        // Nobody may be waiting: a member that left is not interested any more.
        _ = loaded.Task.Exception;
        _ = committed.Task.Exception;
    }
}
