using Workers.Correlation.Normalize;

namespace Workers.Correlation.FindCustomer;

/// <summary>A master customer that shares at least one key with the order.</summary>
internal sealed class Customer
{
    public Guid CorrelationId { get; init; }
    public long NetsuiteCustomerId { get; init; }
    public string? CompanyName { get; init; }
    public string? SalesforceAccountId { get; init; }
    public string? As400CustomerId { get; init; }
    public string? As400Company { get; init; }
    public string? DunsNumber { get; init; }
    public string? TaxId { get; init; }
    public bool IsActive { get; init; } = true;
    public string? SalesforceKey { get; init; }
    public string? As400Key { get; init; }
    public string? DunsKey { get; init; }
    public string? TaxKey { get; init; }
    public string? EmailKey { get; init; }
    public string? MailboxKey { get; init; }
    public string? NameKey { get; init; }
    public string? PhoneKey { get; init; }
    public string? StreetKey { get; init; }
    public string? PostcodeKey { get; init; }
    public string? CityKey { get; init; }
    /// <summary>A person decided earlier that the channel's customer is this one.</summary>
    public bool IsConfirmed { get; init; }

    public PostalAddress Place => new(StreetKey, PostcodeKey, CityKey);

    public override string ToString() => $"{NetsuiteCustomerId} {CompanyName ?? "(no name)"}";
}
