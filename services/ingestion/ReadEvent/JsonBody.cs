using System.Text.Json;
using System.Text.Unicode;

namespace Workers.Ingestion.ReadEvent;

/// <summary>Bytes to a JSON object that can be read and compared without a surprise: UTF-8, not too deep, no key twice, no half characters.</summary>
internal static class JsonBody
{
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>The document, or null with at least one violation. The caller disposes the document.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, Violations violations)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
            return Refuse(violations, Codes.Empty, "The body is empty.", "a JSON object", body.Length == 0 ? "0 bytes" : "blanks only");
        if (!Utf8.IsValid(body.Span))
            return Refuse(violations, Codes.NotUtf8, "The body is not UTF-8 text. Send JSON in UTF-8.", "UTF-8", FirstBytes(body.Span));
        try
        {
            var document = JsonDocument.Parse(body, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                violations.Add(Codes.Schema, "$", "The event is not a JSON object.", "object", document.RootElement.ValueKind.ToString());
                document.Dispose();
                return null;
            }
            Inspect(document.RootElement, "$", violations);
            return document;
        }
        catch (JsonException exception)
        {
            return exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? Refuse(violations, Codes.TooDeep, $"The JSON is nested deeper than {MaxDepth} levels.", $"at most {MaxDepth} levels", null)
                : Refuse(violations, Codes.NotJson, $"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).", "JSON", FirstBytes(body.Span));
        }
    }

    private static JsonDocument? Refuse(Violations violations, string code, string message, string expected, string? got)
    {
        violations.Add(code, "$", message, expected, got);
        return null;
    }

    private static string FirstBytes(ReadOnlySpan<byte> body) => System.Text.Encoding.UTF8.GetString(body[..Math.Min(40, body.Length)]);

    // Two values under one key mean that publisher and reader may each see another order.
    private static void Inspect(JsonElement element, string path, Violations violations)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var property in element.EnumerateObject())
                {
                    if (NameOf(property) is not { } name)
                        violations.Add(Codes.UnreadableText, path, "A property name holds half of a surrogate pair.", "whole characters");
                    else if (!names.Add(name))
                        violations.Add(Codes.DuplicateKey, $"{path}.{name}", "The property is there twice; which one holds cannot be known.", "once");
                    else
                        Inspect(property.Value, $"{path}.{name}", violations);
                }
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray()) Inspect(item, $"{path}[{index++}]", violations);
                break;
            case JsonValueKind.String when !IsReadable(element):
                violations.Add(Codes.UnreadableText, path, "The text holds half of a surrogate pair, which is no character.", "whole characters", element.GetRawText());
                break;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsReadable(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
