namespace Workers.Contracts.Board;

/// <summary>Command: the order is cancelled; no open item shall stand on the board. Leaves a tombstone first.</summary>
public sealed record CloseBoardItem : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>Column of its own on the board.</summary>
    public required Guid ExternalId { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
