namespace Workers.Correlation.Normalize;

/// <summary>Salesforce ids: case-sensitive; the 15-character form and the 18-character form with its check letters are one id.</summary>
internal static class SalesforceId
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <returns>The 18-character form, or null for what is no id or has wrong check letters.</returns>
    public static string? Key(string? value)
    {
        var id = value?.Trim();
        if (id is not { Length: 15 or 18 } || !id.All(char.IsAsciiLetterOrDigit)) return null;
        var full = id[..15] + Suffix(id);
        // Systems that ignore case change the suffix's case only, which says nothing; a suffix of other letters means a damaged id.
        return id.Length == 15 || string.Equals(id, full, StringComparison.Ordinal) || (id[..15] == full[..15] && string.Equals(id[15..], full[15..], StringComparison.OrdinalIgnoreCase))
            ? full : null;
    }

    private static string Suffix(string id) => string.Create(3, id, (suffix, source) =>
    {
        for (var part = 0; part < 3; part++)
        {
            var bits = 0;
            for (var index = 0; index < 5; index++)
                if (char.IsAsciiLetterUpper(source[part * 5 + index])) bits |= 1 << index;
            suffix[part] = Letters[bits];
        }
    });
}
