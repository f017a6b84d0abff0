namespace Workers.Correlation.Normalize;

/// <summary>AS400 customer numbers: blanks of fixed-width files cut, upper case; a number that is only digits lost or gained leading zeros on its way.</summary>
internal static class As400Id
{
    public static string? Key(string? value)
    {
        if (value is null) return null;
        var id = Folding.Fold(value).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (id.All(char.IsAsciiDigit)) id = id.TrimStart('0');
        return id.Length is 0 or > 20 ? null : id;
    }
}
