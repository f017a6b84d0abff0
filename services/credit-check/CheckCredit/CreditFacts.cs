using System.Text.Json.Serialization;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>What is known about a customer's credit. Null means: not asked, or nothing to ask with.</summary>
internal sealed record CreditFacts(As400Account? Account, BureauReport? Bureau)
{
    public static readonly CreditFacts None = new(null, null);
}

/// <summary>The house's own account of the customer.</summary>
internal sealed record As400Account
{
    public bool Found { get; init; }
    public string CurrencyCode { get; init; } = "";
    public string Status { get; init; } = "";
    public decimal CreditLimit { get; init; }
    public decimal OpenOrders { get; init; }
    public decimal PastDue { get; init; }
    public string? PaymentTerms { get; init; }
    public decimal? VolumeDiscount { get; init; }
    public string? DunsNumber { get; init; }
}

/// <summary>What D&amp;B says. A member that was null, not entitled or not reliably matched stays null: no data is neither zero nor consent.</summary>
internal sealed record BureauReport
{
    public bool Found { get; init; }
    public string? NoDataReason { get; init; }
    public decimal? RecommendedLimit { get; init; }
    public string? LimitCurrency { get; init; }
    public bool? SevereEvents { get; init; }
    public bool? Bankruptcy { get; init; }
    public bool? HighRisk { get; init; }
    public int? FailureClass { get; init; }
    public int? Score { get; init; }

    /// <summary>The answer was not asked for now.</summary>
    [JsonIgnore]
    public bool FromCache { get; init; }

    public static BureauReport NoData(string reason) => new() { NoDataReason = reason };
}
