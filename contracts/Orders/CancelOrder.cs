namespace Workers.Contracts.Orders;

/// <summary>Operator command: cancel the order here and at the vendors. Audited with who and why.</summary>
public sealed record CancelOrder
{
    /// <summary>The staging id.</summary>
    public required Guid OrderId { get; init; }
    /// <summary>Makes a repeated click one action.</summary>
    public required Guid ActionId { get; init; }
    /// <summary>Who.</summary>
    public required string By { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
