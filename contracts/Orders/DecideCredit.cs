namespace Workers.Contracts.Orders;

/// <summary>Operator command: approve or refuse the credit of an order in review. Audited with who and why.</summary>
public sealed record DecideCredit
{
    /// <summary>The staging id.</summary>
    public required Guid OrderId { get; init; }
    /// <summary>Makes a repeated click one action.</summary>
    public required Guid ActionId { get; init; }
    /// <summary>True to approve, false to refuse for good.</summary>
    public required bool Approve { get; init; }
    /// <summary>Who.</summary>
    public required string By { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
