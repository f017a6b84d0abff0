namespace Workers.Simulators.Monday.GraphQl;

/// <summary>Takes the common indentation and the blank first and last lines off a block string.</summary>
internal static class BlockString
{
    public static string Dedent(string raw)
    {
        var lines = raw.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var indent = lines.Skip(1).Where(line => !IsBlank(line)).Select(Indent).DefaultIfEmpty(0).Min();
        for (var index = 1; index < lines.Length; index++)
            lines[index] = lines[index].Length >= indent ? lines[index][indent..] : "";

        var kept = lines.SkipWhile(IsBlank).ToList();
        while (kept.Count > 0 && IsBlank(kept[^1]))
            kept.RemoveAt(kept.Count - 1);
        return string.Join('\n', kept);
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ', '\t').Length;

    private static bool IsBlank(string line) => Indent(line) == line.Length;
}
