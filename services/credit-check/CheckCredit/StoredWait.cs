using Workers.Contracts;
using Workers.Contracts.Orders;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>A row of <c>waiting_check</c>.</summary>
internal sealed class StoredWait
{
    public Guid OrderId { get; init; }
    public long Version { get; init; }
    public int Attempt { get; init; }
    public string Cause { get; init; } = "";
    public string Code { get; init; } = "";
    public string Reason { get; init; } = "";
    public DateTime? NextCheckAt { get; init; }
    public bool IsNew { get; init; }

    public CheckKey Key => new(OrderId, Version, Attempt);

    public StepWaiting ToEvent() => new()
    {
        OrderId = OrderId, Version = Version, Attempt = Attempt, Step = OrderSteps.Credit, Code = Code, Reason = Reason,
        Until = NextCheckAt is { } until ? new DateTimeOffset(until, TimeSpan.Zero) : null,
    };
}
