namespace Workers.Contracts.Correlation;

/// <summary>The customer is known.</summary>
public sealed record CustomerCorrelated : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>Row of the correlation map.</summary>
    public required Guid CorrelationId { get; init; }
    /// <summary>The account that is billed.</summary>
    public required long NetSuiteCustomerId { get; init; }
    /// <summary>0.00 to 1.00; 0.80 and above is accepted without a person.</summary>
    public required decimal Confidence { get; init; }
    /// <summary>SALESFORCE_ID, AS400_ID, DUNS, TAX_ID, EMAIL, COMPOSITE or CONFIRMED.</summary>
    public required string Method { get; init; }
    /// <summary>One sentence a person understands.</summary>
    public required string Reason { get; init; }
    /// <summary>The customer's name in the master data.</summary>
    public string? CustomerName { get; init; }
    /// <summary>From the master data.</summary>
    public string? SalesforceAccountId { get; init; }
    /// <summary>From the master data.</summary>
    public string? As400CustomerId { get; init; }
    /// <summary>AS400 company the customer number belongs to.</summary>
    public string? As400Company { get; init; }
    /// <summary>From the master data.</summary>
    public string? DunsNumber { get; init; }
    /// <summary>From the master data.</summary>
    public string? TaxId { get; init; }
}
