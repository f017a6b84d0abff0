namespace Workers.Contracts.NetSuite;

/// <summary>Command: no sales order shall stand for this order. Leaves a tombstone first, so that no create starts after it; one in flight is looked up and closed.</summary>
public sealed record CancelSalesOrder : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>NetSuite's <c>externalId</c>.</summary>
    public required Guid ExternalId { get; init; }
    /// <summary>Why, for NetSuite's memo.</summary>
    public required string Reason { get; init; }
}
