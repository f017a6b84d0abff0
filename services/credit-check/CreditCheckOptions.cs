using System.ComponentModel.DataAnnotations;

namespace Workers.CreditCheck;

/// <summary>How credit is decided. Section <c>CreditCheck</c>.</summary>
public sealed class CreditCheckOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "CreditCheck";

    /// <summary>Orders below this amount, in the base currency, are not checked. Default 250.00.</summary>
    [Range(0, 1_000_000_000)]
    public decimal NotRequiredBelow { get; set; } = 250.00m;

    /// <summary>The currency in which limits and orders are compared. Default USD.</summary>
    [Required, RegularExpression("^[A-Z]{3}$", ErrorMessage = "An ISO 4217 code such as USD is needed.")]
    public string BaseCurrency { get; set; } = "USD";

    /// <summary>What one unit of a currency is worth in the base currency, for example <c>EUR = 1.08</c>. An order in another currency is refused by name.</summary>
    public Dictionary<string, decimal> ExchangeRates { get; set; } = [];

    /// <summary>Amount that may be past due, in the base currency, before the customer is refused. Default 0.</summary>
    [Range(0, 1_000_000_000)]
    public decimal PastDueAllowed { get; set; }

    /// <summary>Worst D&amp;B failure class (1 best to 5 worst) that is still accepted. Default 5: the class alone refuses nobody.</summary>
    [Range(1, 5)]
    public int WorstFailureClass { get; set; } = 5;

    /// <summary>An approval counts against the customer's limit for so long; by then the open orders of the AS400 carry it. Default 24 h.</summary>
    public TimeSpan ApprovalCountsFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Lets the AS400 alone decide while D&amp;B's budget is used up. Default false: such orders wait.</summary>
    public bool DecideByAs400WhenLimited { get; set; }

    /// <summary>Pause between two looks at waiting orders. Default 1 s.</summary>
    public TimeSpan ResumeEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two tries at a vendor that does not answer. Default 30 s.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process may work on a waiting order before another one takes it over. Default 60 s.</summary>
    public TimeSpan WaitingLease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Expired answers are deleted so long after their expiry. Default 7 days.</summary>
    public TimeSpan PurgeCacheAfter { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Decisions, approvals and the book of D&amp;B calls are kept for so long; the audit log keeps its rows for itself. Default 90 days.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (currency, rate) in ExchangeRates)
            if (currency.Length != 3 || rate <= 0)
                yield return new ValidationResult(
                    $"{currency} = {rate} is no exchange rate; a three-letter code and a rate above 0 are needed.", [nameof(ExchangeRates)]);
        foreach (var (name, value) in new[] { (nameof(ApprovalCountsFor), ApprovalCountsFor), (nameof(ResumeEvery), ResumeEvery), (nameof(WaitingLease), WaitingLease) })
            if (value <= TimeSpan.Zero)
                yield return new ValidationResult("A time above zero is needed.", [name]);
    }
}
