namespace Workers.Correlation.Normalize;

/// <summary>Tax registration numbers: letters and digits only, with the country in front where it is known to belong there.</summary>
internal static class TaxId
{
    private static readonly HashSet<string> Union =
        ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];

    /// <param name="value">As written.</param>
    /// <param name="country">ISO alpha-2 code of the customer's country, where it is known.</param>
    public static string? Key(string? value, string? country)
    {
        if (value is null) return null;
        var id = Folding.Compact(value).ToUpperInvariant();
        var digits = Folding.Digits(id);
        if (digits.Length < 5 || id.Length > 20 || Folding.IsOneCharacter(digits) || digits is "123456789" or "1234567890") return null;
        var prefix = country?.ToUpperInvariant() switch { "GR" => "EL", var code => code };
        return prefix is not null && Union.Contains(prefix) && !char.IsAsciiLetter(id[0]) ? prefix + id : id;
    }
}
