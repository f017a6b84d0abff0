namespace Workers.Contracts.Credit;

/// <summary>Command: this order does not need its credit any more (cancelled or failed). Not answered.</summary>
public sealed record ReleaseCredit : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
