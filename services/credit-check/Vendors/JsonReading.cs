using System.Globalization;
using System.Text.Json;

namespace Workers.CreditCheck.Vendors;

/// <summary>Reads a vendor's answer as what it is: untrusted. Any member may be absent, null, of another type, or blank-padded.</summary>
internal static class JsonReading
{
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var next)) return default;
            element = next;
        }
        return element;
    }

    public static JsonElement First(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 ? element[0] : default;

    public static string? Text(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String when element.GetString()!.Trim() is { Length: > 0 } text => text,
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    public static decimal? Number(this JsonElement element) =>
        decimal.TryParse(element.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000_000m ? number : null;

    public static int? Whole(this JsonElement element) =>
        element.Number() is { } number && Math.Abs(number) < int.MaxValue && number == decimal.Truncate(number) ? (int)number : null;

    public static bool? Flag(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The document's root, or null for what is no JSON object.</summary>
    public static JsonElement? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
