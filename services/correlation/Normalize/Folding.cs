using System.Globalization;
using System.Text;

namespace Workers.Correlation.Normalize;

/// <summary>One spelling for comparison keys: compatibility forms resolved, marks and invisible characters dropped, lower case, single blanks.</summary>
internal static class Folding
{
    private static readonly Dictionary<char, string> Table = Lists.Lines("folding.txt").Select(line => line.Split('\t'))
        .ToDictionary(parts => (char)int.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), parts => parts[1]);

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Table.TryGetValue(c, out var replacement)) folded.Append(replacement);
            else if (char.IsWhiteSpace(c) || char.IsControl(c)) folded.Append(' ');
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)) folded.Append(char.ToLowerInvariant(c));
        }
        return string.Join(' ', folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Only letters and digits, folded.</summary>
    public static string Compact(string text) => new([.. Fold(text).Where(char.IsLetterOrDigit)]);

    public static string Digits(string text) => new([.. Fold(text).Where(char.IsAsciiDigit)]);

    /// <summary>True for 000000 and 111111: what people type where a field may not stay empty.</summary>
    public static bool IsOneCharacter(string text) => text.Length > 0 && text.All(c => c == text[0]);
}
