namespace Workers.Contracts.Board;

/// <summary>No open item stands on the board for this order, or none ever did.</summary>
public sealed record BoardItemClosed : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>The item that was closed; null when there was none.</summary>
    public long? ItemId { get; init; }
    /// <summary>When it was settled.</summary>
    public required DateTimeOffset ClosedAt { get; init; }
}
