namespace Workers.MondaySync.SyncBoard;

/// <summary>Wakes the loop at once when a consumer of this process recorded work; the timer finds what others recorded.</summary>
internal sealed class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim waiting = new(0, 64);

    public void Pulse()
    {
        try
        {
            if (waiting.CurrentCount < 4) waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // Everybody is awake already.
        }
    }

    public Task Wait(TimeSpan atMost, CancellationToken cancellationToken) => waiting.WaitAsync(atMost, cancellationToken);

    public void Dispose() => waiting.Dispose();
}
