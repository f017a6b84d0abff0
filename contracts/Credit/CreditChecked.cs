namespace Workers.Contracts.Credit;

/// <summary>Credit was decided for an order. Published again, unchanged, if the command is delivered again.</summary>
public sealed record CreditChecked : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>NOT_REQUIRED, APPROVED, CACHE_USED (approved from a cached answer) or REJECTED.</summary>
    public required string Outcome { get; init; }
    /// <summary>In words, with the figures.</summary>
    public required string Reason { get; init; }
    /// <summary>DUN_BRADSTREET, AS400, PERSON or POLICY.</summary>
    public required string DecidedBy { get; init; }
    /// <summary>The limit that was applied.</summary>
    public decimal? CreditLimit { get; init; }
    /// <summary>What was left of it before this order.</summary>
    public decimal? AvailableCredit { get; init; }
    /// <summary>D-U-N-S based score, where there is one.</summary>
    public int? CreditScore { get; init; }
    /// <summary>Past due amount at the AS400.</summary>
    public decimal? PastDueAmount { get; init; }
    /// <summary>For example NET30.</summary>
    public string? PaymentTerms { get; init; }
    /// <summary>Volume discount in per cent.</summary>
    public decimal? VolumeDiscount { get; init; }
    /// <summary>When it was decided.</summary>
    public required DateTimeOffset DecidedAt { get; init; }
}
