using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.Monday.GraphQl;

/// <summary>Checks the given variables against their declarations.</summary>
internal static class Variables
{
    public static (Dictionary<string, object?> Values, List<QueryError> Errors) Read(Schema schema, Operation operation, JsonElement? given)
    {
        var inputs = new Inputs(schema);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var errors = new List<QueryError>();
        foreach (var variable in operation.Variables)
        {
            var value = given?.Member(variable.Name);
            try
            {
                if (value is { } present)
                    values[variable.Name] = inputs.FromJson(present, variable.Type);
                else if (variable.Default is { } otherwise)
                    values[variable.Name] = inputs.FromLiteral(otherwise, variable.Type, []);
                else if (variable.Type.NonNull)
                    throw new InputException("Expected value to not be null");
            }
            catch (InputException problem)
            {
                errors.Add(Invalid(variable, value, problem.Message));
            }
        }

        return (values, errors);
    }

    private static QueryError Invalid(VariableDefinition variable, JsonElement? value, string explanation) =>
        new($"Variable ${variable.Name} of type {variable.Type} was provided invalid value")
        {
            Places = [variable.Place],
            Extensions = json =>
            {
                json.WritePropertyName("value");
                if (value is { } present)
                    present.WriteTo(json);
                else
                    json.WriteNullValue();
                json.WriteStartArray("problems");
                json.WriteStartObject();
                json.WriteStartArray("path");
                json.WriteEndArray();
                json.WriteString("explanation", explanation);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteString("service", "monolith");
            },
        };
}
