namespace Workers.Contracts.Credit;

/// <summary>Command: may this customer buy for this amount?</summary>
public sealed record CheckCredit : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>The account that is billed.</summary>
    public required long NetSuiteCustomerId { get; init; }
    /// <summary>The customer's name in the master data.</summary>
    public string? CustomerName { get; init; }
    /// <summary>Customer number at the AS400.</summary>
    public string? As400CustomerId { get; init; }
    /// <summary>AS400 company of that number; the default company when null.</summary>
    public string? As400Company { get; init; }
    /// <summary>D-U-N-S number, nine digits.</summary>
    public string? DunsNumber { get; init; }
    /// <summary>ISO 3166-1 alpha-2 code of the billing country.</summary>
    public string? CountryCode { get; init; }
    /// <summary>The amount in question.</summary>
    public required decimal OrderTotal { get; init; }
    /// <summary>ISO 4217 code.</summary>
    public required string CurrencyCode { get; init; }
    /// <summary>Who approved an order that was refused; decides the question where it is set.</summary>
    public string? ApprovedBy { get; init; }
    /// <summary>Why it was approved.</summary>
    public string? ApprovalReason { get; init; }
}
