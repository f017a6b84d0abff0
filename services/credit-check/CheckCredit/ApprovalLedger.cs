namespace Workers.CreditCheck.CheckCredit;

/// <summary>What the orders of an account take of its limit: one amount per order, that of its latest version.</summary>
internal sealed class ApprovalLedger(IEnumerable<OpenApproval> open)
{
    private readonly Dictionary<string, Dictionary<Guid, OpenApproval>> accounts =
        open.GroupBy(approval => approval.Account).ToDictionary(group => group.Key, group => group.ToDictionary(approval => approval.OrderId));

    /// <summary>The open approvals of the other orders of the account.</summary>
    public decimal Others(string account, Guid orderId) =>
        accounts.TryGetValue(account, out var orders) ? orders.Values.Where(approval => approval.OrderId != orderId).Sum(approval => approval.BaseAmount) : 0;

    public void Approve(string account, Guid orderId, long version, int attempt, decimal baseAmount)
    {
        if (!accounts.TryGetValue(account, out var orders)) accounts[account] = orders = [];
        if (orders.TryGetValue(orderId, out var current) && (current.Version, current.Attempt).CompareTo((version, attempt)) >= 0) return;
        orders[orderId] = new OpenApproval { OrderId = orderId, Account = account, Version = version, Attempt = attempt, BaseAmount = baseAmount };
    }
}

/// <summary>A row of <c>open_approval</c>.</summary>
internal sealed class OpenApproval
{
    public Guid OrderId { get; init; }
    public string Account { get; init; } = "";
    public long Version { get; init; }
    public int Attempt { get; init; }
    public decimal BaseAmount { get; init; }
}
