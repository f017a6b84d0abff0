namespace Workers.Simulators.Monday;

/// <summary>Keeps one copy of texts that come again and again: sizes, currencies, product names.</summary>
internal sealed class TextPool
{
    private const int MaxTexts = 20_000;
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);

    public string? Share(string? text)
    {
        if (text is null || text.Length > 80)
            return text;
        if (texts.TryGetValue(text, out var known))
            return known;

        // Texts that differ from row to row would fill the pool; then it starts anew.
        if (texts.Count >= MaxTexts)
            texts.Clear();
        texts.Add(text);
        return text;
    }

    public void Clear() => texts.Clear();
}
