namespace Workers.Simulators.Monday.GraphQl;

/// <summary>Checks a parsed document against the schema before anything is executed.</summary>
internal sealed class Validator(Schema schema, Document document)
{
    private const int MaxErrors = 20;
    private const int MaxFields = 50_000;
    private readonly List<QueryError> errors = [];
    private Dictionary<string, VariableDefinition> variables = [];
    private HashSet<string> used = [];
    private int fields;

    public static List<QueryError> Check(Schema schema, Document document) => new Validator(schema, document).Run();

    private List<QueryError> Run()
    {
        if (document.Operations.Count > 1 && document.Operations.Exists(operation => operation.Name is null))
            errors.Add(QueryError.Invalid("This anonymous operation must be the only defined operation.", document.Operations[0].Place));
        foreach (var fragment in document.Fragments.Values)
        {
            if (schema.Find(fragment.On) is not { IsComposite: true })
                Add($"No such type {fragment.On}, so it can't be a fragment condition", fragment.Place);
        }

        if (FragmentCycles.Find(document) is { } cycle)
            return [QueryError.Invalid($"Fragment {cycle.Name} contains an infinite loop", cycle.Place)];
        if (errors.Count == 0)
            document.Operations.ForEach(CheckOperation);
        return errors;
    }

    private void CheckOperation(Operation operation)
    {
        variables = [];
        used = [];
        foreach (var variable in operation.Variables)
        {
            if (!variables.TryAdd(variable.Name, variable))
                Add($"There can only be one variable named \"{variable.Name}\"", variable.Place);
            if (schema.Find(variable.Type.Leaf) is not { Kind: "scalar" or "enum" or "input" })
                Add($"{variable.Type.Leaf} isn't a defined input type (on ${variable.Name})", variable.Place);
        }

        if (errors.Count > 0)
            return;
        var root = operation.Kind switch { "query" => "Query", "mutation" => "Mutation", _ => null };
        if (root is null)
        {
            Add("Schema is not configured for subscriptions", operation.Place);
            return;
        }

        CheckSelections(operation.Selections, schema[root]);
        foreach (var unused in operation.Variables.Where(variable => !used.Contains(variable.Name)))
            Add($"Variable ${unused.Name} is declared by {operation.Name ?? "anonymous " + operation.Kind} but not used", unused.Place);
    }

    private void CheckSelections(List<Selection> selections, NamedType parent)
    {
        foreach (var selection in selections)
        {
            // Fragments used many times over could make a small document endless.
            if (errors.Count >= MaxErrors || ++fields > MaxFields)
            {
                if (fields > MaxFields && errors.Count == 0)
                    Add("The query is too large", selection.Place);
                return;
            }

            selection.Directives.ForEach(CheckDirective);
            switch (selection)
            {
                case Field field:
                    CheckField(field, parent);
                    break;
                case FragmentSpread spread when document.Fragments.TryGetValue(spread.Name, out var fragment):
                    CheckInside(fragment.On, fragment.Selections, parent, spread.Place);
                    break;
                case FragmentSpread spread:
                    Add($"Fragment {spread.Name} was used, but not defined", spread.Place);
                    break;
                case InlineFragment inline:
                    CheckInside(inline.On ?? parent.Name, inline.Selections, parent, inline.Place);
                    break;
            }
        }

        MergeCheck.Conflicts(selections, document, Add);
    }

    private void CheckInside(string on, List<Selection> selections, NamedType parent, Place place)
    {
        if (schema.Find(on) is not { IsComposite: true } type)
            Add($"No such type {on}, so it can't be a fragment condition", place);
        else if (!schema.CanOverlap(on, parent.Name))
            Add($"Fragment on {on} can't be spread inside {parent.Name}", place);
        else
            CheckSelections(selections, type);
    }

    private void CheckField(Field field, NamedType parent)
    {
        if (field.Name == "__typename")
            return;
        if (!parent.Fields.TryGetValue(field.Name, out var definition))
        {
            Add($"Cannot query field \"{field.Name}\" on type \"{parent.Name}\".", field.Place);
            return;
        }

        CheckArguments(field.Arguments, definition.Arguments, $"Field '{field.Name}'", field.Place);
        var type = schema[definition.Type.Leaf];
        if (type.IsComposite && field.Selections.Count == 0)
            Add($"Field must have selections (field '{field.Name}' returns {type.Name} but has no selections. Did you mean '{field.Name} {{ ... }}'?)", field.Place);
        else if (!type.IsComposite && field.Selections.Count > 0)
            Add($"Selections can't be made on scalars (field '{field.Name}' returns {type.Name} but has selections)", field.Place);
        else if (type.IsComposite)
            CheckSelections(field.Selections, type);
    }

    private void CheckDirective(Directive directive)
    {
        if (directive.Name is not ("include" or "skip"))
            Add($"Directive @{directive.Name} is not defined", directive.Place);
        else
            CheckArguments(directive.Arguments, new() { ["if"] = new InputField("if", new TypeRef("Boolean", null, true), null) }, $"Directive '{directive.Name}'", directive.Place);
    }

    private void CheckArguments(List<Argument> given, Dictionary<string, InputField> known, string owner, Place place)
    {
        foreach (var argument in given)
        {
            if (!known.TryGetValue(argument.Name, out var input))
                Add($"{owner} doesn't accept argument '{argument.Name}'", argument.Place);
            else
                CheckVariables(argument.Value, input.Type, input, argument.Place);
        }

        if (given.DistinctBy(argument => argument.Name).Count() != given.Count)
            Add($"{owner} has an argument twice", place);
        var missing = known.Values.Where(input => input.Required && !given.Exists(argument => argument.Name == input.Name)).Select(input => input.Name).ToList();
        if (missing.Count > 0)
            Add($"{owner} is missing required arguments: {string.Join(", ", missing)}", place);
    }

    private void CheckVariables(Literal value, TypeRef type, InputField? input, Place place)
    {
        switch (value)
        {
            case VariableLiteral variable when variables.TryGetValue(variable.Name, out var definition):
                used.Add(variable.Name);
                if (!VariableTypes.Fits(definition, type, input?.Default is not null))
                    Add($"Type mismatch on variable ${variable.Name} and argument {input?.Name} ({definition.Type} / {type})", place);
                break;
            case VariableLiteral variable:
                Add($"Variable ${variable.Name} is used but not declared", place);
                break;
            case ListLiteral list:
                list.Items.ForEach(item => CheckVariables(item, type.Item ?? type, null, place));
                break;
            case ObjectLiteral members when schema.Find(type.Leaf) is { Kind: "input" } named:
                foreach (var (name, member) in members.Members.Where(member => named.Inputs.ContainsKey(member.Key)))
                    CheckVariables(member, named.Inputs[name].Type, named.Inputs[name], place);
                break;
        }
    }

    private void Add(string message, Place place) => errors.Add(QueryError.Invalid(message, place));
}
