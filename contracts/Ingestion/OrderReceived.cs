namespace Workers.Contracts.Ingestion;

/// <summary>An order event was stored at intake. Published again until <c>orders</c> confirms it with <see cref="Orders.OrdersAdopted"/>.</summary>
public sealed record OrderReceived : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <summary>0 at intake.</summary>
    public required int Attempt { get; init; }
    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string EventType { get; init; }
    /// <summary>The channel in upper case, for example <c>SALESFORCE</c>.</summary>
    public required string Source { get; init; }
    /// <summary>The order's id in the channel.</summary>
    public required string SourceOrderId { get; init; }
    /// <summary>See <see cref="OrderIdentity.ExternalId"/>.</summary>
    public required Guid ExternalId { get; init; }
    /// <summary>When ingestion stored it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>The content; null for a cancellation.</summary>
    public OrderDocument? Order { get; init; }
}
