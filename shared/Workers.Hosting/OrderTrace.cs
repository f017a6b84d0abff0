using System.Buffers.Binary;
using System.Diagnostics;
using MassTransit;
using Workers.Hosting;

namespace Workers.Hosting;

/// <summary>
/// One trace per order across all workers: the trace id <em>is</em> the order id (128 bits both). Batches and timers, which have no message of one
/// order as their context, continue the order's trace from its id alone, and an operator finds the trace without a look-up.
/// </summary>
public static class OrderTrace
{
    private static readonly ActivitySource Source = new("Workers.Orders");

    /// <summary>Share of orders that are traced, 0 to 1; the same orders in every worker.</summary>
    internal static double Share { get; set; } = 1;

    /// <summary>The trace id of an order: its id as 32 hexadecimal digits.</summary>
    public static string IdOf(Guid orderId) => orderId.ToString("n");

    /// <summary>Continues an order's trace; null when nobody listens. Dispose it when the work is done.</summary>
    public static Activity? Start(Guid orderId, string what) =>
        Source.HasListeners() ? Source.StartActivity(what, ActivityKind.Internal, ContextOf(orderId)) : null;

    /// <summary>Publishes a message about one order within that order's trace.</summary>
    public static async Task PublishFor(this IPublishEndpoint endpoint, Guid orderId, object message, CancellationToken cancellationToken)
    {
        using var activity = Start(orderId, "publish");
        await endpoint.Publish(message, message.GetType(), cancellationToken);
    }

    private static ActivityContext ContextOf(Guid orderId)
    {
        Span<byte> bytes = stackalloc byte[16];
        orderId.TryWriteBytes(bytes, bigEndian: true, out _);
        // The last bytes of a UUIDv7 are random: they choose the traced share.
        var position = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) / (double)uint.MaxValue;
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(bytes), ActivitySpanId.CreateFromBytes(bytes[8..]),
            position <= Share ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, isRemote: true);
    }
}
