using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Workers.Ingestion.ReadEvent;

/// <summary>Reads the properties of one JSON object and notes what is wrong with them. A wrong property reads as absent, so that reading goes on.</summary>
internal sealed class Fields(JsonElement element, string path, Violations violations)
{
    /// <summary>Where it is in the document.</summary>
    public string Path { get; } = path;

    /// <summary>The property; false where it is absent or null. Required and missing is a violation.</summary>
    public bool TryGet(string name, bool required, out JsonElement value)
    {
        if (element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null) return true;
        if (required)
            violations.Add(Codes.Schema, At(name), value.ValueKind == JsonValueKind.Null ? "The property is null, a value is required." : "The property is missing.", "a value", value.ValueKind == JsonValueKind.Null ? "null" : "nothing");
        return false;
    }

    /// <summary>Free text: tab and line breaks are allowed, other control characters are not.</summary>
    public string? Text(string name, int longest, bool required = false)
    {
        if (!TryGet(name, required, out var value) || !HasKind(value, name, JsonValueKind.String, "text")) return null;
        var text = value.GetString()!;
        if (text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n') && c < '\u0080'))
            return Refuse(name, Codes.ControlCharacter, "The text holds a control character, which cannot be stored. Remove it.", "no control characters", text);
        if (LengthOf(text) > longest)
            return Refuse(name, Codes.Schema, $"The text has {LengthOf(text)} characters, {longest} fit.", $"at most {longest} characters", text);
        if (required && string.IsNullOrWhiteSpace(text))
            return Refuse(name, Codes.Schema, "The text is empty.", "at least one character", text);
        return text.Length == 0 ? null : text;
    }

    /// <summary>A key: one line, no blank at either end.</summary>
    public string? Key(string name, int longest, bool required = false)
    {
        var text = Text(name, longest, required);
        if (text is null) return null;
        if (text.Any(c => c < ' ')) return Refuse(name, Codes.ControlCharacter, "The key holds a control character. Remove it.", "one line of text", text);
        return text.AsSpan().Trim().Length == text.Length ? text : Refuse(name, Codes.Schema, "The key begins or ends with a blank.", "no blank at either end", text);
    }

    /// <summary>A number with at most this many digits before and after the point.</summary>
    public decimal? Number(string name, int wholeDigits, int decimals, bool required = false, bool aboveZero = false)
    {
        if (!TryGet(name, required, out var value) || !HasKind(value, name, JsonValueKind.Number, "a number")) return null;
        return Number(value, At(name), wholeDigits, decimals, aboveZero);
    }

    /// <summary>The same for an element that is a number.</summary>
    public decimal? Number(JsonElement value, string at, int wholeDigits, int decimals, bool aboveZero)
    {
        var text = value.GetRawText();
        var exact = JsonNumber.Read(text);
        if (exact.Decimals > decimals)
            violations.Add(Codes.Schema, at, $"The number has more than {decimals} decimals.", $"at most {decimals} decimals", text);
        else if (exact.Digits.Length + exact.Exponent > wholeDigits || !exact.TryDecimal(out var number))
            violations.Add(Codes.Schema, at, $"The number has more than {wholeDigits} digits before the point.", $"at most {wholeDigits} digits", text);
        else if (aboveZero ? number <= 0 : number < 0)
            violations.Add(Codes.Schema, at, aboveZero ? "The number is not above zero." : "The number is below zero.", aboveZero ? "> 0" : ">= 0", text);
        else
            return number;
        return null;
    }

    /// <summary>A whole number from 1 on.</summary>
    public long? Whole(string name, long largest, bool required = false)
    {
        if (!TryGet(name, required, out var value) || !HasKind(value, name, JsonValueKind.Number, "a whole number")) return null;
        var text = value.GetRawText();
        if (JsonNumber.Read(text).TryDecimal(out var number) && number == decimal.Truncate(number) && number >= 1 && number <= largest) return (long)number;
        violations.Add(Codes.Schema, At(name), $"The number is not a whole number from 1 to {largest}.", $"1 to {largest}", text);
        return null;
    }

    /// <summary>True or false; false where absent.</summary>
    public bool Flag(string name)
    {
        if (!TryGet(name, false, out var value)) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) HasKind(value, name, JsonValueKind.True, "true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A date and time with its offset, or a date alone, which is its midnight in UTC.</summary>
    public DateTimeOffset? Instant(string name, bool required = false)
    {
        if (!TryGet(name, required, out var value) || !HasKind(value, name, JsonValueKind.String, "a date")) return null;
        if (EventDates.TryInstant(value.GetString()!, out var instant)) return instant;
        violations.Add(Codes.Schema, At(name), "The text is not a date and time with an offset.", "for example 2004-06-01T08:15:00Z", value.GetString());
        return null;
    }

    /// <summary>A date.</summary>
    public DateOnly? Date(string name)
    {
        if (!TryGet(name, false, out var value) || !HasKind(value, name, JsonValueKind.String, "a date")) return null;
        if (EventDates.TryDate(value.GetString()!, out var date)) return date;
        violations.Add(Codes.Schema, At(name), "The text is not a date.", "for example 2004-06-13", value.GetString());
        return null;
    }

    /// <summary>An object below this one; null where it is absent or something else.</summary>
    public Fields? Object(string name, bool required = false) =>
        TryGet(name, required, out var value) && HasKind(value, name, JsonValueKind.Object, "an object") ? new Fields(value, At(name), violations) : null;

    /// <summary>True when the value is of this kind.</summary>
    public bool HasKind(JsonElement value, string name, JsonValueKind kind, string expected)
    {
        if (value.ValueKind == kind) return true;
        violations.Add(Codes.Schema, At(name), $"The value is not {expected}.", expected, value.GetRawText());
        return false;
    }

    /// <summary>Notes a violation of this property and reads it as absent.</summary>
    public string? Refuse(string name, string code, string message, string expected, string? got)
    {
        violations.Add(code, At(name), message, expected, got);
        return null;
    }

    private string At(string name) => $"{Path}.{name}";

    // PostgreSQL and JSON Schema both count code points, not UTF-16 units.
    private static int LengthOf(string text) => text.EnumerateRunes().Count();
}
