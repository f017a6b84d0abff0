using System.Text.Json;

namespace Workers.Simulators.Monday.GraphQl;

/// <summary>One entry of <c>errors</c>.</summary>
internal sealed record QueryError(string Message)
{
    public List<Place> Places { get; init; } = [];

    public List<object> Path { get; init; } = [];

    /// <summary>Writes the members of <c>extensions</c>; null leaves it out.</summary>
    public Action<Utf8JsonWriter>? Extensions { get; init; }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("message", Message);
        if (Places.Count > 0)
        {
            json.WriteStartArray("locations");
            foreach (var place in Places)
            {
                json.WriteStartObject();
                json.WriteNumber("line", place.Line);
                json.WriteNumber("column", place.Column);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (Path.Count > 0)
            WritePath(json);
        if (Extensions is not null)
        {
            json.WriteStartObject("extensions");
            Extensions(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static QueryError Invalid(string message, Place place) => new(message)
    {
        Places = [place],
        Extensions = json => json.WriteString("code", "GRAPHQL_VALIDATION_FAILED"),
    };

    private void WritePath(Utf8JsonWriter json)
    {
        json.WriteStartArray("path");
        foreach (var step in Path)
        {
            if (step is int index)
                json.WriteNumberValue(index);
            else
                json.WriteStringValue((string)step);
        }

        json.WriteEndArray();
    }
}

/// <summary>The vendor's answer to a field that cannot be resolved.</summary>
internal sealed class FieldException(string code, string message, int status = 200, Action<Utf8JsonWriter>? data = null) : Exception(message)
{
    public string Code { get; } = code;

    public void WriteExtensions(Utf8JsonWriter json)
    {
        json.WriteString("code", Code);
        json.WriteStartObject("error_data");
        data?.Invoke(json);
        json.WriteEndObject();
        json.WriteNumber("status_code", status);
    }
}
