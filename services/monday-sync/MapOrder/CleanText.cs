using System.Buffers;
using System.Text;

namespace Workers.MondaySync.MapOrder;

/// <summary>Text from a channel as a board and a database can carry it: no control characters, no halves of characters.</summary>
internal static class CleanText
{
    /// <summary>Longest text of a column.</summary>
    public const int MaxLength = 2_000;

    public static string? Of(string? text)
    {
        if (text is null || !NeedsCleaning(text)) return text;
        var clean = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done) rune = Rune.ReplacementChar;
            if (!Rune.IsControl(rune)) clean.Append(rune.ToString());
            else if (rune.Value is '\t' or '\n' or '\r') clean.Append(' ');
            rest = rest[used..];
        }
        return clean.ToString();
    }

    public static string? Column(string? text) =>
        Of(text) is not { Length: > MaxLength } clean ? Of(text)
        : clean[..(char.IsHighSurrogate(clean[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)] + "…";

    private static bool NeedsCleaning(string text)
    {
        foreach (var letter in text)
            if (char.IsControl(letter) || char.IsSurrogate(letter)) return true;
        return false;
    }
}
