namespace Workers.Correlation.Normalize;

/// <summary>D-U-N-S numbers: nine digits, leading zeros kept. Their check digit was given up about 2006, so none is tested.</summary>
internal static class DunsNumber
{
    public static string? Key(string? value)
    {
        if (value is null) return null;
        var digits = Folding.Digits(value);
        // A spreadsheet drops leading zeros.
        if (digits.Length is 7 or 8) digits = digits.PadLeft(9, '0');
        return digits.Length != 9 || Folding.IsOneCharacter(digits) || digits is "123456789" or "987654321" or "012345678" ? null : digits;
    }
}
