namespace Workers.Contracts.Correlation;

/// <summary>No customer is certain enough: a person has to choose.</summary>
public sealed record CorrelationNeedsReview : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>NO_CANDIDATE, LOW_CONFIDENCE, CONFLICT or INACTIVE.</summary>
    public required string Code { get; init; }
    /// <summary>One sentence a person understands.</summary>
    public required string Reason { get; init; }
    /// <summary>The best confidence found, if any.</summary>
    public decimal? Confidence { get; init; }
    /// <summary>Method of the best candidate, if any.</summary>
    public string? Method { get; init; }
    /// <summary>Best first.</summary>
    public IReadOnlyList<CustomerCandidate> Candidates { get; init; } = [];
}

/// <summary>A customer that might be the one.</summary>
public sealed record CustomerCandidate
{
    /// <summary>The NetSuite customer.</summary>
    public required long NetSuiteCustomerId { get; init; }
    /// <summary>The customer's name in the master data.</summary>
    public string? Name { get; init; }
    /// <summary>0.00 to 1.00.</summary>
    public required decimal Confidence { get; init; }
    /// <summary>The keys that spoke for it.</summary>
    public required string Evidence { get; init; }
}
