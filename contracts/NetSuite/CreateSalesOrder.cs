namespace Workers.Contracts.NetSuite;

using Workers.Contracts.Transformation;

/// <summary>Command: this version of the order shall stand at NetSuite. Creates the sales order, or updates the one that an earlier version made.</summary>
public sealed record CreateSalesOrder : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>NetSuite's <c>externalId</c>.</summary>
    public required Guid ExternalId { get; init; }
    /// <summary>The channel in upper case.</summary>
    public required string Source { get; init; }
    /// <summary>The order's id in the channel.</summary>
    public required string SourceOrderId { get; init; }
    /// <summary>The account that is billed.</summary>
    public required long NetSuiteCustomerId { get; init; }
    /// <summary>Payment terms from the credit check.</summary>
    public string? PaymentTerms { get; init; }
    /// <summary>The order.</summary>
    public required StagedOrder Order { get; init; }
}
