namespace Workers.Contracts.Orders;

/// <summary>Operator command: take the order up again from a step. Audited with who and why.</summary>
public sealed record RetryOrder
{
    /// <summary>The staging id.</summary>
    public required Guid OrderId { get; init; }
    /// <summary>Makes a repeated click one action.</summary>
    public required Guid ActionId { get; init; }
    /// <summary>One of <see cref="OrderSteps"/>; null for the step it stands at.</summary>
    public string? FromStep { get; init; }
    /// <summary>Who.</summary>
    public required string By { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
