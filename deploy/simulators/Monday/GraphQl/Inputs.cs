using System.Globalization;
using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.Monday.GraphQl;

/// <summary>A value does not fit its type.</summary>
internal sealed class InputException(string explanation) : Exception(explanation);

/// <summary>Turns literals and variables into values: string, long, double, bool, list, dictionary, or null.</summary>
internal sealed class Inputs(Schema schema)
{
    public object? FromLiteral(Literal literal, TypeRef type, Dictionary<string, object?> variables)
    {
        if (literal is VariableLiteral variable)
        {
            var value = variables.GetValueOrDefault(variable.Name);
            return value is null && type.NonNull ? throw new InputException("Expected value to not be null") : value;
        }

        if (literal is NullLiteral)
            return type.NonNull ? throw new InputException("Expected value to not be null") : null;
        if (type.Item is { } item)
        {
            return literal is ListLiteral list
                ? list.Items.ConvertAll(one => FromLiteral(one, item, variables))
                : new List<object?> { FromLiteral(literal, item, variables) };
        }

        var named = schema[type.Name!];
        return (named.Kind, literal) switch
        {
            ("input", ObjectLiteral members) => Members(named, members.Members.Select(member => (member.Key, (object)member.Value)),
                (value, inner) => FromLiteral((Literal)value, inner, variables)),
            ("enum", EnumLiteral word) => Enum(named, word.Name),
            ("scalar", StringLiteral text) => Scalar(named.Name, text.Text),
            ("scalar", NumberLiteral { Whole: true } number) => Scalar(named.Name, Whole(number.Text)),
            ("scalar", NumberLiteral number) => Scalar(named.Name, double.Parse(number.Text, CultureInfo.InvariantCulture)),
            ("scalar", BoolLiteral flag) => Scalar(named.Name, flag.Value),
            _ => throw new InputException($"Could not coerce value to {named.Name}"),
        };
    }

    public object? FromJson(JsonElement value, TypeRef type)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return type.NonNull ? throw new InputException("Expected value to not be null") : null;
        if (type.Item is { } item)
        {
            return value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Select(one => FromJson(one, item)).ToList()
                : new List<object?> { FromJson(value, item) };
        }

        var named = schema[type.Name!];
        return (named.Kind, value.ValueKind) switch
        {
            ("input", JsonValueKind.Object) => Members(named, value.EnumerateObject().Select(member => (member.Name, (object)member.Value)),
                (inner, innerType) => FromJson((JsonElement)inner, innerType)),
            ("enum", JsonValueKind.String) => Enum(named, value.GetString()!),
            ("scalar", JsonValueKind.String) => Scalar(named.Name, value.GetString()!),
            ("scalar", JsonValueKind.Number) => Scalar(named.Name, value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble()),
            ("scalar", JsonValueKind.True or JsonValueKind.False) => Scalar(named.Name, value.GetBoolean()),
            _ => throw new InputException($"Could not coerce value to {named.Name}"),
        };
    }

    private Dictionary<string, object?> Members(NamedType type, IEnumerable<(string Name, object Value)> given, Func<object, TypeRef, object?> convert)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (!type.Inputs.TryGetValue(name, out var field))
                throw new InputException($"Field is not defined on {type.Name}: {name}");
            values[name] = convert(value, field.Type);
        }

        foreach (var field in type.Inputs.Values)
        {
            if (values.ContainsKey(field.Name))
                continue;
            if (field.Required)
                throw new InputException($"Expected value to not be null: {field.Name}");
            if (field.Default is { } otherwise)
                values[field.Name] = FromLiteral(otherwise, field.Type, []);
        }

        return values;
    }

    private static string Enum(NamedType type, string word) =>
        type.Values.Contains(word) ? word : throw new InputException($"Expected \"{word}\" to be one of: {string.Join(", ", type.Values)}");

    private static object Whole(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? (object)whole : double.Parse(text, CultureInfo.InvariantCulture);

    private static object Scalar(string type, object value) => (type, value) switch
    {
        ("String", string) or ("Boolean", bool) or ("Float", double) => value,
        ("Int", long whole) when whole is >= int.MinValue and <= int.MaxValue => value,
        ("Float", long whole) => (double)whole,
        ("ID", string) => value,
        ("ID", long whole) => whole.ToString(CultureInfo.InvariantCulture),
        // JSON travels as text inside a string.
        ("JSON", string text) => JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(text)) is not null ? text : throw new InputException("Syntax error in JSON input"),
        ("CompareValue", _) => value,
        _ => throw new InputException($"Could not coerce value {(value is string ? $"\"{value}\"" : value)} to {type}"),
    };
}
