using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ingestion.Tests.ReadEvent;

/// <summary>As much of JSON Schema 2020-12 as <c>order-event.schema.json</c> uses; an unknown keyword fails, so that none is ignored silently.</summary>
internal sealed class SchemaInterpreter(JsonElement root)
{
    private static readonly HashSet<string> Notes = ["$schema", "$id", "$defs", "title", "description", "examples", "then", "format"];

    public bool IsValid(JsonElement value) => IsValid(root, value);

    private bool IsValid(JsonElement schema, JsonElement value) => schema.EnumerateObject().All(keyword => Holds(schema, keyword, value));

    private bool Holds(JsonElement schema, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        _ when Notes.Contains(keyword.Name) => keyword.Name != "format" || HasFormat(keyword.Value.GetString()!, value),
        "$ref" => IsValid(root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), value),
        "type" => keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Any(type => HasType(type.GetString()!, value)) : HasType(keyword.Value.GetString()!, value),
        "enum" => keyword.Value.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        "allOf" => keyword.Value.EnumerateArray().All(part => IsValid(part, value)),
        "anyOf" => keyword.Value.EnumerateArray().Any(part => IsValid(part, value)),
        "if" => !IsValid(keyword.Value, value) || IsValid(schema.GetProperty("then"), value),
        "minLength" => value.ValueKind != JsonValueKind.String || Length(value) >= keyword.Value.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || Length(value) <= keyword.Value.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Matches(keyword.Value.GetString()!, value.GetString()!),
        "minimum" => Compare(value, keyword.Value, order => order >= 0),
        "exclusiveMinimum" => Compare(value, keyword.Value, order => order > 0),
        "maximum" => Compare(value, keyword.Value, order => order <= 0),
        "exclusiveMaximum" => Compare(value, keyword.Value, order => order < 0),
        "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object
            || keyword.Value.EnumerateObject().All(part => !value.TryGetProperty(part.Name, out var found) || IsValid(part.Value, found)),
        "propertyNames" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(part => Matches(keyword.Value.GetProperty("pattern").GetString()!, part.Name)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(part => IsValid(keyword.Value, part.Value)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => IsValid(keyword.Value, item)),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= keyword.Value.GetInt32(),
        _ => throw new NotSupportedException($"keyword {keyword.Name}"),
    };

    private static bool HasType(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && Math.Floor(value.GetDouble()).Equals(value.GetDouble()),
        _ => throw new NotSupportedException($"type {type}"),
    };

    private static bool HasFormat(string format, JsonElement value) => value.ValueKind != JsonValueKind.String || format switch
    {
        "date" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out _),
        "date-time" => value.GetString()!.Contains('T') && DateTimeOffset.TryParse(value.GetString(), out _),
        _ => throw new NotSupportedException($"format {format}"),
    };

    private static bool Compare(JsonElement value, JsonElement limit, Func<int, bool> holds) =>
        value.ValueKind != JsonValueKind.Number || holds(value.GetDouble().CompareTo(limit.GetDouble()));

    private static int Length(JsonElement text) => text.GetString()!.EnumerateRunes().Count();

    // '$' is the end of the text in JSON Schema, never a line break before it.
    private static bool Matches(string pattern, string text) => Regex.IsMatch(text, Regex.Replace(pattern, @"\$(?=$|\|)", @"\z"));
}
