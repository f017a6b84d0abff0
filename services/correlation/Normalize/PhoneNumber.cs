namespace Workers.Correlation.Normalize;

/// <summary>Telephone numbers: the last nine digits, because country and trunk prefixes are written or left out at will.</summary>
internal static class PhoneNumber
{
    private static readonly string[] Extensions = ["ext", "x", "durchwahl", "poste", "#"];

    public static string? Key(string? value)
    {
        if (value is null) return null;
        var text = Folding.Fold(value);
        foreach (var mark in Extensions)
            if (text.IndexOf(mark, StringComparison.Ordinal) is > 6 and var at) text = text[..at];
        var digits = Folding.Digits(text);
        var national = digits.Length > 9 ? digits[^9..] : digits;
        return digits.Length < 7 || Folding.IsOneCharacter(national) ? null : national;
    }
}
