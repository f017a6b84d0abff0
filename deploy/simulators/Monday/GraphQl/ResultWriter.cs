using System.Text.Json;

namespace Workers.Simulators.Monday.GraphQl;

/// <summary>Writes the tree of an answer.</summary>
internal static class ResultWriter
{
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case List<KeyValuePair<string, object?>> members:
                json.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    json.WritePropertyName(name);
                    Write(json, member);
                }

                json.WriteEndObject();
                break;
            case List<object?> items:
                json.WriteStartArray();
                items.ForEach(item => Write(json, item));
                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"a resolver returned a {value.GetType().Name}, which is no GraphQL value");
        }
    }
}
