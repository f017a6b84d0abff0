using System.Threading.Channels;

namespace Workers.NetSuitePoller.Loops;

/// <summary>Wakes a loop of this process at once; several calls before it looks count as one.</summary>
internal class Signal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => channel.Writer.TryWrite(true);

    public async Task Wait(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(atMost);
        try
        {
            await channel.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The timer is the fallback.
        }
    }
}

/// <summary>There are creates to send.</summary>
internal sealed class CreateSignal : Signal;

/// <summary>There are jobs to poll.</summary>
internal sealed class PollSignal : Signal;

/// <summary>There are sales orders to change or close.</summary>
internal sealed class ChangeSignal : Signal;

/// <summary>There are outcomes to look up.</summary>
internal sealed class LookupSignal : Signal;
