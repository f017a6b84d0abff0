namespace Workers.Contracts.NetSuite;

/// <summary>NetSuite refused this version for good; it needs a person. Never published for a time-out: that is <see cref="Orders.StepWaiting"/> with OUTCOME_UNKNOWN.</summary>
public sealed record SalesOrderFailed : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>NetSuite's error code, for example INVALID_CONTENT.</summary>
    public required string Code { get; init; }
    /// <summary>NetSuite's sentence and what to do.</summary>
    public required string Reason { get; init; }
}
