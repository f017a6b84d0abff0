namespace Workers.Contracts.Transformation;

/// <summary>An order event contradicts itself (sums, currency, country). Ingestion turns it into a quarantine entry; its version stays free.</summary>
public sealed record OrderNotStageable : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>Short code, for example LINE_TOTAL_MISMATCH.</summary>
    public required string Code { get; init; }
    /// <summary>What is wrong, with both figures.</summary>
    public required string Reason { get; init; }
    /// <summary>
    /// <see cref="Ingestion.OrderReceived.ReceivedAt"/> of the event this answers. A corrected event may have taken the version since;
    /// with this ingestion leaves the correction alone.
    /// </summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}
