namespace Workers.Contracts.Ingestion;

/// <summary>A postal address.</summary>
public sealed record Address
{
    /// <summary>Addressee, when it differs from the customer.</summary>
    public string? Name { get; init; }
    /// <summary>Street and number.</summary>
    public string? Street { get; init; }
    /// <summary>City.</summary>
    public string? City { get; init; }
    /// <summary>State, province or county.</summary>
    public string? Region { get; init; }
    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }
    /// <summary>Country as the channel wrote it: a name or a code.</summary>
    public string? Country { get; init; }
    /// <summary>ISO 3166-1 alpha-2 code, filled by transformation.</summary>
    public string? CountryCode { get; init; }
}
