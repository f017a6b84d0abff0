namespace Workers.Transformation.Countries;

/// <summary>Country names and codes as channels write them, to ISO 3166-1 alpha-2.</summary>
internal static class CountryNames
{
    private static readonly Dictionary<string, string> ByName = Read();

    public static bool IsCode(string code) => ByName.TryGetValue(Key(code), out var known) && known == code;

    /// <returns>The code, or null for a country that nobody knows.</returns>
    public static string? CodeOf(string name) => ByName.GetValueOrDefault(Key(name));

    private static string Key(string name) =>
        string.Join(' ', name.Replace(".", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    private static Dictionary<string, string> Read()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        using var stream = typeof(CountryNames).Assembly.GetManifestResourceStream("Workers.Transformation.Countries.countries.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Length == 0) continue;
            var parts = line.Split('|');
            foreach (var name in parts) names.TryAdd(Key(name), parts[0]);
        }
        return names;
    }
}
