using System.Globalization;
using System.Text;

namespace Workers.Ingestion.ReadEvent;

/// <summary>Collects everything that is wrong with one document.</summary>
internal sealed class Violations
{
    /// <summary>A hostile document can have as many as it has bytes; nobody reads more than this.</summary>
    public const int Limit = 200;

    private readonly List<Violation> found = [];

    public IReadOnlyList<Violation> Found => found;

    public int Count { get; private set; }

    public void Add(string code, string path, string message, string? expected = null, string? got = null)
    {
        Count++;
        if (found.Count < Limit)
            found.Add(new() { Code = code, Path = Printable(path, 200), Message = Printable(message, 500), Expected = expected, Got = got is null ? null : Printable(got, 80) });
    }

    /// <summary>The code that names the whole: the common one, or the one for any breach of the schema.</summary>
    public static string CodeOf(IReadOnlyList<Violation> violations) =>
        violations.Select(violation => violation.Code).Distinct().ToArray() is [var only] ? only : Codes.Schema;

    /// <summary>The first sentences, for the list of a person.</summary>
    public static string ReasonOf(IReadOnlyList<Violation> violations)
    {
        var reason = string.Join(" ", violations.Take(3).Select(violation => $"{violation.Path}: {violation.Message}"));
        return violations.Count > 3 ? $"{reason} And {violations.Count - 3} more." : reason;
    }

    /// <summary>Text from outside, fit for a log line, a database column and a screen.</summary>
    public static string Printable(string text, int longest)
    {
        var result = new StringBuilder(Math.Min(text.Length, longest + 8));
        foreach (var rune in text.EnumerateRunes())
        {
            if (result.Length >= longest) return result.Append("...").ToString();
            if (Rune.IsControl(rune)) result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else result.Append(rune);
        }
        return result.ToString();
    }
}
