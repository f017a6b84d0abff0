using System.Text.RegularExpressions;

namespace Workers.Correlation.Normalize;

/// <summary>The parts of an address that are compared.</summary>
internal sealed partial record PostalAddress(string? Street, string? Postcode, string? City)
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["road"] = "rd", ["street"] = "st", ["avenue"] = "ave", ["av"] = "ave", ["avda"] = "ave", ["avenida"] = "ave", ["boulevard"] = "blvd", ["drive"] = "dr",
        ["lane"] = "ln", ["place"] = "pl", ["square"] = "sq", ["highway"] = "hwy", ["parkway"] = "pkwy", ["court"] = "ct", ["terrace"] = "ter",
        ["strasse"] = "str", ["platz"] = "pl", ["rua"] = "r", ["rue"] = "r", ["calle"] = "c", ["north"] = "n", ["south"] = "s", ["east"] = "e", ["west"] = "w",
    };

    public static PostalAddress Of(string? street, string? postcode, string? city) => new(StreetKey(street), PostcodeKey(postcode), CityKey(city));

    public static string? PostcodeKey(string? value)
    {
        if (value is null) return null;
        // ZIP+4 names a part of the ZIP code's area.
        if (ZipPlusFour().IsMatch(value.Trim())) value = value.Trim()[..5];
        return Folding.Compact(value).ToUpperInvariant() is { Length: > 0 and <= 20 } key ? key : null;
    }

    public static string? StreetKey(string? value)
    {
        if (value is null) return null;
        var words = NotWord().Split(Folding.Fold(value)).Where(word => word.Length > 0).Select(word => Short.GetValueOrDefault(word, word))
            .Select(word => word.EndsWith("strasse", StringComparison.Ordinal) ? word[..^4] : word);
        return string.Join(' ', words) is { Length: > 0 } key ? key : null;
    }

    private static string? CityKey(string? value) => value is null ? null : Folding.Compact(value) is { Length: > 0 } key ? key : null;

    /// <summary>Do both mean the same place? Different only where both say enough and nothing fits.</summary>
    public Agreement SamePlace(PostalAddress other) => this switch
    {
        { Postcode: { } postcode } when postcode == other.Postcode => Agreement.Same,
        { City: { } city } when city == other.City => Postcode is null || other.Postcode is null ? Agreement.Same : Agreement.Similar,
        _ when (Postcode is not null && other.Postcode is not null) || (City is not null && other.City is not null) => Agreement.Different,
        _ => Agreement.Unknown,
    };

    /// <summary>The same street and number in the same place.</summary>
    public bool SameHouse(PostalAddress other) => Street is not null && Street == other.Street && SamePlace(other) is Agreement.Same or Agreement.Similar;

    [GeneratedRegex(@"^\d{5}-\d{4}$")]
    private static partial Regex ZipPlusFour();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NotWord();
}
