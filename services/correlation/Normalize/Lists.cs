namespace Workers.Correlation.Normalize;

/// <summary>The word lists that lie beside this file.</summary>
internal static class Lists
{
    public static IReadOnlyList<string> Lines(string file)
    {
        using var stream = typeof(Lists).Assembly.GetManifestResourceStream($"Workers.Correlation.Normalize.{file}")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];
    }

    public static HashSet<string> Words(string file) =>
        [.. Lines(file).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
