namespace Workers.Contracts.Orders;

/// <summary>Operator command: this subsidiary sells the order. Audited with who and why.</summary>
public sealed record ChooseSubsidiary
{
    /// <summary>The staging id.</summary>
    public required Guid OrderId { get; init; }
    /// <summary>Makes a repeated click one action.</summary>
    public required Guid ActionId { get; init; }
    /// <summary>NetSuite subsidiary.</summary>
    public required int SubsidiaryId { get; init; }
    /// <summary>Who.</summary>
    public required string By { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
