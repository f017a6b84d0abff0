using System.Text.Json;

namespace Workers.Simulators.Monday.GraphQl;

/// <summary>Where a value stands in the answer.</summary>
internal sealed record ResultPath(ResultPath? Parent, object Step)
{
    public static List<object> Steps(ResultPath? path)
    {
        var steps = new List<object>();
        for (; path is not null; path = path.Parent)
            steps.Insert(0, path.Step);
        return steps;
    }
}

/// <summary>What a resolver gets.</summary>
internal sealed record ResolveContext(object? Source, string TypeName, string FieldName, IReadOnlyDictionary<string, object?> Arguments)
{
    public string? Text(string name) => Arguments.GetValueOrDefault(name) as string;

    public bool Flag(string name) => Arguments.GetValueOrDefault(name) is true;

    public int? Whole(string name) => Arguments.GetValueOrDefault(name) is long value ? (int)value : null;

    public List<string>? Texts(string name) =>
        (Arguments.GetValueOrDefault(name) as List<object?>)?.Where(value => value is not null).Select(value => value!.ToString()!).ToList();
}

/// <summary>What the fields come to, and which type an object of the model has.</summary>
internal interface IResolvers
{
    object? Resolve(ResolveContext context);

    string TypeOf(object value, string declared);
}

/// <summary>Executes one operation: fields in order, errors in place, nulls upwards to the nearest nullable field.</summary>
internal sealed class Executor(Schema schema, Document document, Dictionary<string, object?> variables, IResolvers resolvers)
{
    /// <summary>A null where none is allowed: the parent becomes null instead.</summary>
    private static readonly object Broken = new();

    private readonly Inputs inputs = new(schema);

    public List<QueryError> Errors { get; } = [];

    public List<KeyValuePair<string, object?>>? Execute(Operation operation)
    {
        var root = schema[operation.Kind == "mutation" ? "Mutation" : "Query"];
        var result = Selections(root, null, [operation.Selections], null);
        return ReferenceEquals(result, Broken) ? null : (List<KeyValuePair<string, object?>>)result;
    }

    private object Selections(NamedType type, object? source, IEnumerable<List<Selection>> selections, ResultPath? path)
    {
        var collected = new List<List<Field>>();
        foreach (var list in selections)
            FieldCollector.Collect(schema, document, variables, type, list, collected);

        var result = new List<KeyValuePair<string, object?>>(collected.Count);
        foreach (var fields in collected)
        {
            var value = One(type, source, fields, new ResultPath(path, fields[0].Key));
            if (ReferenceEquals(value, Broken))
                return Broken;
            result.Add(new(fields[0].Key, value));
        }

        return result;
    }

    private object? One(NamedType type, object? source, List<Field> fields, ResultPath path)
    {
        var field = fields[0];
        if (field.Name == "__typename")
            return type.Name;

        var definition = type.Fields[field.Name];
        object? value;
        try
        {
            value = resolvers.Resolve(new ResolveContext(source, type.Name, field.Name, Arguments(field, definition)));
        }
        catch (FieldException problem)
        {
            Errors.Add(new QueryError(problem.Message) { Places = [field.Place], Path = ResultPath.Steps(path), Extensions = problem.WriteExtensions });
            return definition.Type.NonNull ? Broken : null;
        }
        catch (InputException problem)
        {
            Errors.Add(new QueryError($"Argument on Field '{field.Name}' has an invalid value. {problem.Message}")
            {
                Places = [field.Place],
                Path = ResultPath.Steps(path),
                Extensions = json => json.WriteString("code", "argumentLiteralsIncompatible"),
            });
            return definition.Type.NonNull ? Broken : null;
        }

        return Complete(value, definition.Type, fields, path);
    }

    private object? Complete(object? value, TypeRef type, List<Field> fields, ResultPath path)
    {
        if (value is null)
        {
            if (!type.NonNull)
                return null;
            Errors.Add(new QueryError($"Cannot return null for non-nullable field {fields[0].Name}") { Places = [fields[0].Place], Path = ResultPath.Steps(path) });
            return Broken;
        }

        if (type.Item is { } item)
        {
            var list = new List<object?>();
            foreach (var element in (System.Collections.IEnumerable)value)
            {
                var completed = Complete(element, item, fields, new ResultPath(path, list.Count));
                if (ReferenceEquals(completed, Broken))
                    return type.NonNull ? Broken : null;
                list.Add(completed);
            }

            return list;
        }

        var named = schema[type.Name!];
        if (!named.IsComposite)
            return value;
        var concrete = schema[resolvers.TypeOf(value, named.Name)];
        var result = Selections(concrete, value, fields.Select(field => field.Selections), path);
        return ReferenceEquals(result, Broken) && !type.NonNull ? null : result;
    }

    private Dictionary<string, object?> Arguments(Field field, FieldType definition)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in field.Arguments)
        {
            // A variable that was not given counts as an argument that was not given.
            if (argument.Value is VariableLiteral variable && !variables.ContainsKey(variable.Name))
                continue;
            values[argument.Name] = inputs.FromLiteral(argument.Value, definition.Arguments[argument.Name].Type, variables);
        }

        foreach (var input in definition.Arguments.Values)
        {
            if (input.Default is { } otherwise && !values.ContainsKey(input.Name))
                values[input.Name] = inputs.FromLiteral(otherwise, input.Type, []);
            else if (input.Type.NonNull && values.GetValueOrDefault(input.Name) is null)
                throw new InputException($"{input.Name}: Expected value to not be null");
        }

        return values;
    }
}
