namespace Workers.Contracts.Ingestion;

/// <summary>What the channel says about the customer. At least one key or a name is there.</summary>
public sealed record CustomerDetails
{
    /// <summary>Salesforce account id, 15 or 18 characters, case-sensitive.</summary>
    public string? SalesforceAccountId { get; init; }
    /// <summary>Company or person.</summary>
    public string? Name { get; init; }
    /// <summary>E-mail address as written.</summary>
    public string? Email { get; init; }
    /// <summary>Telephone number as written.</summary>
    public string? Phone { get; init; }
    /// <summary>Customer number at the AS400, for example <c>CUST-48392</c>.</summary>
    public string? As400CustomerId { get; init; }
    /// <summary>D-U-N-S number, nine digits.</summary>
    public string? DunsNumber { get; init; }
    /// <summary>Tax registration number as written.</summary>
    public string? TaxId { get; init; }
    /// <summary>Where the invoice goes.</summary>
    public Address? BillingAddress { get; init; }
}
