namespace Workers.Contracts.Board;

/// <summary>Monday refused this version for good; it needs a person.</summary>
public sealed record BoardSyncFailed : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>Monday's error code, or VALIDATION for what was refused before any call.</summary>
    public required string Code { get; init; }
    /// <summary>Monday's sentence and what to do.</summary>
    public required string Reason { get; init; }
}
