using System.Text;

namespace Workers.Correlation.Normalize;

internal enum Agreement
{
    Unknown,
    Different,
    Similar,
    Same,
}

/// <summary>Company names: folded words without legal form, so that "ACME Industrial Supply, Inc." and "Acme Industrial Supply" are one.</summary>
internal static class CompanyName
{
    private static readonly string[][] LegalForms = [.. Lists.Lines("legal-forms.txt").Select(line => line.Split(' ')).OrderByDescending(words => words.Length)];
    private static readonly HashSet<string> Fillers = ["the", "of", "and", "und", "et", "y", "e", "og", "och", "en"];
    private static readonly HashSet<string> Nobody =
        ["test", "test test", "na", "n a", "none", "unknown", "unbekannt", "cash sale", "cash", "guest", "customer", "no name", "not applicable", "tbd", "x", "xx", "xxx"];

    /// <summary>The words joined by blanks; null for what names nobody. Never empty: a name made of legal words keeps them.</summary>
    public static string? Key(string? value)
    {
        if (value is null) return null;
        var words = Words(Folding.Fold(value));
        var key = string.Join(' ', words);
        if (words.Count == 0 || Nobody.Contains(key)) return null;
        var core = Stripped(words);
        return string.Join(' ', core.Count == 0 ? words : core);
    }

    public static Agreement Compare(string? left, string? right)
    {
        if (left is null || right is null) return Agreement.Unknown;
        if (left == right) return Agreement.Same;
        var (a, b) = (left.Split(' ').ToHashSet(), right.Split(' ').ToHashSet());
        // Store 114 and store 141 are two stores, however alike the rest is.
        if (!a.Where(HasDigit).ToHashSet().SetEquals(b.Where(HasDigit))) return Agreement.Different;
        var common = a.Count(b.Contains);
        var together = a.Count + b.Count - common;
        var contained = common > 0 && (common == a.Count || common == b.Count);
        return contained || common >= 0.6 * together ? Agreement.Similar : Agreement.Different;
    }

    private static bool HasDigit(string word) => word.Any(char.IsAsciiDigit);

    private static List<string> Words(string folded)
    {
        var text = new StringBuilder(folded.Length);
        foreach (var c in folded)
            if (char.IsLetterOrDigit(c)) text.Append(c);
            else if (c is not ('.' or '\'' or '`')) text.Append(' ');
        // Umlauts are written with two letters where a keyboard lacks them; a key may be coarse, it is never the only evidence.
        text.Replace("ae", "a").Replace("oe", "o").Replace("ue", "u");
        var words = new List<string>();
        var letters = "";
        foreach (var word in text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length == 1 && char.IsLetter(word[0]) && !Fillers.Contains(word))
            {
                letters += word;
                continue;
            }
            if (letters.Length > 0) words.Add(letters);
            letters = "";
            if (!Fillers.Contains(word)) words.Add(word);
        }
        if (letters.Length > 0) words.Add(letters);
        return words;
    }

    private static List<string> Stripped(List<string> words)
    {
        var rest = words.ToList();
        while (LegalForms.FirstOrDefault(form => rest.Count >= form.Length && rest.TakeLast(form.Length).SequenceEqual(form)) is { } form)
            rest.RemoveRange(rest.Count - form.Length, form.Length);
        return rest;
    }
}
