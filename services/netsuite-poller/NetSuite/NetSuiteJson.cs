using System.Globalization;
using System.Text.Json;

namespace Workers.NetSuitePoller.NetSuite;

/// <summary>Reads NetSuite's JSON without trusting it: wrong types and missing members are null.</summary>
internal static class NetSuiteJson
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64 };

    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Limits);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Text, or a number or truth value as text.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        _ => null,
    };

    public static long? Number(this JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static decimal? Amount(this JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The link of a relation, or null.</summary>
    public static string? Link(this JsonElement element, string relation) =>
        element.Items("links").FirstOrDefault(link => link.Text("rel") == relation).Text("href");
}
