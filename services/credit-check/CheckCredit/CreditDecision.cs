namespace Workers.CreditCheck.CheckCredit;

internal static class CreditOutcomes
{
    public const string NotRequired = "NOT_REQUIRED";
    public const string Approved = "APPROVED";
    public const string CacheUsed = "CACHE_USED";
    public const string Rejected = "REJECTED";
}

internal static class Deciders
{
    public const string DunBradstreet = "DUN_BRADSTREET";
    public const string As400 = "AS400";
    public const string Person = "PERSON";
    public const string Policy = "POLICY";
}

/// <summary>The answer with the figures behind it.</summary>
internal sealed record CreditDecision(string Outcome, string Reason, string DecidedBy)
{
    public decimal? CreditLimit { get; init; }
    public decimal? AvailableCredit { get; init; }
    public int? CreditScore { get; init; }
    public decimal? PastDueAmount { get; init; }
    public string? PaymentTerms { get; init; }
    public decimal? VolumeDiscount { get; init; }

    /// <summary>The order takes its amount of the customer's limit.</summary>
    public bool IsApproval => Outcome is CreditOutcomes.Approved or CreditOutcomes.CacheUsed;
}
