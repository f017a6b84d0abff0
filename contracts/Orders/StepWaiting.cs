namespace Workers.Contracts.Orders;

/// <summary>A step cannot go on for a reason outside the order (a vendor is down, a budget is used up). The order waits and goes on by itself.</summary>
public sealed record StepWaiting : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>One of <see cref="OrderSteps"/>.</summary>
    public required string Step { get; init; }
    /// <summary>RATE_LIMITED, VENDOR_DOWN, VENDOR_PAUSED or OUTCOME_UNKNOWN.</summary>
    public required string Code { get; init; }
    /// <summary>In words: what it waits for.</summary>
    public required string Reason { get; init; }
    /// <summary>When it is tried again, where that is known.</summary>
    public DateTimeOffset? Until { get; init; }
}
