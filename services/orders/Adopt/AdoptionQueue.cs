using System.Threading.Channels;
using Workers.Contracts.Orders;

namespace Workers.Orders.Adopt;

/// <summary>Events that reached the saga and are committed, waiting to be confirmed to ingestion.</summary>
internal sealed class AdoptionQueue
{
    private readonly Channel<AdoptedOrder> channel = Channel.CreateBounded<AdoptedOrder>(
        // What does not fit is confirmed when ingestion publishes it again.
        new BoundedChannelOptions(100_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public ValueTask<bool> Wait(CancellationToken cancellationToken) => channel.Reader.WaitToReadAsync(cancellationToken);

    public void Add(Guid orderId, long version) => channel.Writer.TryWrite(new AdoptedOrder(orderId, version));

    public IReadOnlyList<AdoptedOrder> Take(int most)
    {
        var taken = new List<AdoptedOrder>();
        while (taken.Count < most && channel.Reader.TryRead(out var adopted)) taken.Add(adopted);
        return taken;
    }
}
