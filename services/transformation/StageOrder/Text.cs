using Workers.Contracts.Ingestion;
using Workers.Transformation.Countries;

namespace Workers.Transformation.StageOrder;

internal static class Text
{
    /// <returns>The trimmed text, null when nothing is left of it.</returns>
    public static string? Clean(string field, string? value)
    {
        if (value is null) return null;
        // PostgreSQL stores no U+0000 in text or jsonb; dropping it would change what the channel said.
        if (value.Contains('\0', StringComparison.Ordinal))
            throw new NotStageableException("UNSTORABLE_TEXT", $"{field} contains the character U+0000");
        var trimmed = value.Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }

    public static Address? AddressOf(string field, Address? address)
    {
        if (address is null) return null;
        var country = Clean($"{field}.country", address.Country);
        var code = country is null ? null : CountryNames.CodeOf(country)
            ?? throw new NotStageableException("UNKNOWN_COUNTRY", $"{field}.country '{country}' is neither an ISO 3166 code nor a known country name");
        return new Address
        {
            Name = Clean($"{field}.name", address.Name),
            Street = Clean($"{field}.street", address.Street),
            City = Clean($"{field}.city", address.City),
            Region = Clean($"{field}.region", address.Region),
            PostalCode = Clean($"{field}.postalCode", address.PostalCode),
            Country = country,
            CountryCode = code,
        };
    }
}
