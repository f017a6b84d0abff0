using Workers.Correlation.Normalize;

namespace Workers.Correlation.MasterCustomers;

/// <summary>One master customer as uploaded. Fields that correlation does not need (credit limit and the like) are ignored.</summary>
internal sealed record CustomerEntry
{
    public long? NetsuiteCustomerId { get; init; }
    public string? SalesforceAccountId { get; init; }
    public string? As400CustomerId { get; init; }
    public string? As400Company { get; init; }
    public string? DunsNumber { get; init; }
    public string? TaxId { get; init; }
    public string? CompanyName { get; init; }
    public string? ContactName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Street { get; init; }
    public string? City { get; init; }
    public string? Region { get; init; }
    public string? PostalCode { get; init; }
    public string? Country { get; init; }
    public bool? IsActive { get; init; }
}

/// <summary>A master customer with the keys it is found by.</summary>
internal sealed record MasterCustomer(CustomerEntry Entry)
{
    private readonly EmailAddress? email = EmailAddress.Parse(Entry.Email);
    private readonly PostalAddress place = PostalAddress.Of(Entry.Street, Entry.PostalCode, Entry.City);

    public long Id => Entry.NetsuiteCustomerId!.Value;
    public string? SalesforceKey { get; } = Normalize.SalesforceId.Key(Entry.SalesforceAccountId);
    public string? As400Key { get; } = Normalize.As400Id.Key(Entry.As400CustomerId);
    public string? DunsKey { get; } = Normalize.DunsNumber.Key(Entry.DunsNumber);
    public string? TaxKey { get; } = Normalize.TaxId.Key(Entry.TaxId, Entry.Country is { Length: 2 } code ? code : null);
    public string? EmailKey => email is { Kind: MailboxKind.Personal } ? email.Address : null;
    public string? MailboxKey => email is { Kind: MailboxKind.Shared } ? email.Address : null;
    public string? NameKey { get; } = Normalize.CompanyName.Key(Entry.CompanyName);
    public string? PhoneKey { get; } = PhoneNumber.Key(Entry.Phone);
    public string? StreetKey => place.Street;
    public string? PostcodeKey => place.Postcode;
    public string? CityKey => place.City;

    /// <summary>The AS400 numbers its customers within a company.</summary>
    public string? As400Number => Entry.As400CustomerId is null ? null : $"{Entry.As400Company}|{Entry.As400CustomerId}";

    /// <returns>What makes the entry unusable, or null.</returns>
    public static string? ProblemOf(CustomerEntry? entry)
    {
        if (entry is null) return "the entry is empty";
        if (entry.NetsuiteCustomerId is null or <= 0) return "netsuiteCustomerId is missing or not positive";
        (string Name, string? Value, int Longest)[] texts =
        [
            ("salesforceAccountId", entry.SalesforceAccountId, 18), ("as400CustomerId", entry.As400CustomerId, 20), ("as400Company", entry.As400Company, 10),
            ("dunsNumber", entry.DunsNumber, 20), ("taxId", entry.TaxId, 40), ("companyName", entry.CompanyName, 255), ("contactName", entry.ContactName, 255),
            ("email", entry.Email, 255), ("phone", entry.Phone, 50), ("street", entry.Street, 255), ("city", entry.City, 100), ("region", entry.Region, 100),
            ("postalCode", entry.PostalCode, 20), ("country", entry.Country, 100),
        ];
        foreach (var (name, value, longest) in texts)
        {
            if (value?.Length > longest) return $"{name} is longer than {longest} characters";
            if (value?.Contains('\0', StringComparison.Ordinal) == true) return $"{name} contains the character U+0000";
        }
        return null;
    }

    public static CustomerEntry Trimmed(CustomerEntry entry)
    {
        static string? Trim(string? value) => value?.Trim() is { Length: > 0 } text ? text : null;
        return entry with
        {
            SalesforceAccountId = Trim(entry.SalesforceAccountId), As400CustomerId = Trim(entry.As400CustomerId), As400Company = Trim(entry.As400Company),
            DunsNumber = Trim(entry.DunsNumber), TaxId = Trim(entry.TaxId), CompanyName = Trim(entry.CompanyName), ContactName = Trim(entry.ContactName),
            Email = Trim(entry.Email), Phone = Trim(entry.Phone), Street = Trim(entry.Street), City = Trim(entry.City), Region = Trim(entry.Region),
            PostalCode = Trim(entry.PostalCode), Country = Trim(entry.Country),
        };
    }
}
