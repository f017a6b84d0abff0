namespace Workers.Contracts.NetSuite;

/// <summary>No sales order stands for this order any more, or none ever did.</summary>
public sealed record SalesOrderCancelled : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>The sales order that was closed; null when there was none.</summary>
    public long? InternalId { get; init; }
    /// <summary>Its number.</summary>
    public string? OrderNumber { get; init; }
    /// <summary>When it was settled.</summary>
    public required DateTimeOffset CancelledAt { get; init; }
}
