namespace Workers.Contracts.Orders;

/// <summary>A step could not carry out its command at all (a defect, data it cannot store). The order goes to review with this reason; a retry repeats the step.</summary>
public sealed record StepFailed : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>One of <see cref="OrderSteps"/>.</summary>
    public required string Step { get; init; }
    /// <summary>Type of the failure.</summary>
    public required string Code { get; init; }
    /// <summary>What failed and what to do.</summary>
    public required string Reason { get; init; }
}
