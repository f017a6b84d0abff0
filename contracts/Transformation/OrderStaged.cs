namespace Workers.Contracts.Transformation;

/// <summary>An order event is ready for the journey, or waits for a person who resolves what <see cref="ReviewReason"/> names.</summary>
public sealed record OrderStaged : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string EventType { get; init; }
    /// <summary>The channel in upper case.</summary>
    public required string Source { get; init; }
    /// <summary>The order's id in the channel.</summary>
    public required string SourceOrderId { get; init; }
    /// <summary>See <see cref="OrderIdentity.ExternalId"/>.</summary>
    public required Guid ExternalId { get; init; }
    /// <summary>When ingestion stored the event.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>The content; null for a cancellation.</summary>
    public StagedOrder? Order { get; init; }
    /// <summary>Why a person has to look before the journey goes on (UNKNOWN_PRODUCT, CUSTOM_PRODUCT, PRODUCT_BLOCKED, NO_SUBSIDIARY); null when nothing is open.</summary>
    public string? ReviewCode { get; init; }
    /// <summary>The same in words, with the product or country named.</summary>
    public string? ReviewReason { get; init; }
}
