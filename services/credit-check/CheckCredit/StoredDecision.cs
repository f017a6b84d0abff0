using Workers.Contracts.Credit;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>A row of <c>decision</c>.</summary>
internal sealed class StoredDecision
{
    public Guid OrderId { get; init; }
    public long Version { get; init; }
    public int Attempt { get; init; }
    public string Outcome { get; init; } = "";
    public string Reason { get; init; } = "";
    public string DecidedBy { get; init; } = "";
    public decimal? CreditLimit { get; init; }
    public decimal? AvailableCredit { get; init; }
    public int? CreditScore { get; init; }
    public decimal? PastDueAmount { get; init; }
    public string? PaymentTerms { get; init; }
    public decimal? VolumeDiscount { get; init; }
    public DateTime DecidedAt { get; init; }
    public bool IsNew { get; init; }

    public CheckKey Key => new(OrderId, Version, Attempt);

    public CreditChecked ToEvent() => new()
    {
        OrderId = OrderId, Version = Version, Attempt = Attempt, Outcome = Outcome, Reason = Reason, DecidedBy = DecidedBy,
        CreditLimit = CreditLimit, AvailableCredit = AvailableCredit, CreditScore = CreditScore, PastDueAmount = PastDueAmount,
        PaymentTerms = PaymentTerms, VolumeDiscount = VolumeDiscount, DecidedAt = new DateTimeOffset(DecidedAt, TimeSpan.Zero),
    };
}

/// <summary>What a step's row is found by.</summary>
internal readonly record struct CheckKey(Guid OrderId, long Version, int Attempt)
{
    public static CheckKey Of(CheckCreditCommand order) => new(order.OrderId, order.Version, order.Attempt);
}
