using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workers.Simulators.Http;

/// <summary>Writing and reading JSON without reflection.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    public static byte[] Utf8(Action<Utf8JsonWriter> write)
    {
        // Taken out of the slot while in use, so that a nested call gets a buffer of its own.
        var buffer = scratch ?? new ArrayBufferWriter<byte>(4096);
        scratch = null;
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            write(writer);
        }

        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= 1 << 20)
            scratch = buffer;
        return bytes;
    }

    public static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Utf8(write));

    public static string Quoted(string value) => Text(json => json.WriteStringValue(value));

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string IsoSeconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonElement? Parse(ReadOnlyMemory<byte> utf8, int maxDepth = 64)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = maxDepth });
            var element = JsonElement.ParseValue(ref reader);
            return reader.Read() || HasBrokenText(utf8.Span) ? null : element;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Half of a surrogate pair is legal JSON and yet no text; every reader of it would throw.</summary>
    private static bool HasBrokenText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0)
            return false;

        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            }
            : null;

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
