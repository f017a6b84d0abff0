namespace Workers.Contracts.Orders;

/// <summary>Operator command: this NetSuite customer is the one. Audited with who and why.</summary>
public sealed record ChooseCustomer
{
    /// <summary>The staging id.</summary>
    public required Guid OrderId { get; init; }
    /// <summary>Makes a repeated click one action.</summary>
    public required Guid ActionId { get; init; }
    /// <summary>The NetSuite customer that was chosen.</summary>
    public required long NetSuiteCustomerId { get; init; }
    /// <summary>Who.</summary>
    public required string By { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
