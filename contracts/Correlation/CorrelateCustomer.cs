namespace Workers.Contracts.Correlation;

using Workers.Contracts.Ingestion;

/// <summary>Command: find the NetSuite customer of an order.</summary>
public sealed record CorrelateCustomer : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>What the channel says about the customer.</summary>
    public required CustomerDetails Customer { get; init; }
    /// <summary>Where the goods go, as further evidence.</summary>
    public Address? ShippingAddress { get; init; }
    /// <summary>The channel in upper case.</summary>
    public required string Source { get; init; }
    /// <summary>For the order of the review queue.</summary>
    public required decimal OrderTotal { get; init; }
    /// <summary>ISO 4217 code of <see cref="OrderTotal"/>.</summary>
    public required string CurrencyCode { get; init; }
    /// <summary>A person's choice; decides the question where it is set.</summary>
    public long? ChosenNetSuiteCustomerId { get; init; }
    /// <summary>Who chose.</summary>
    public string? ChosenBy { get; init; }
    /// <summary>Why it was chosen.</summary>
    public string? ChosenReason { get; init; }
}
