namespace Workers.Simulators.Monday.GraphQl;

internal sealed record InputField(string Name, TypeRef Type, Literal? Default)
{
    public bool Required => Type.NonNull && Default is null;
}

internal sealed record FieldType(string Name, Dictionary<string, InputField> Arguments, TypeRef Type);

/// <summary>Kinds: type, interface, input, enum, scalar.</summary>
internal sealed record NamedType(
    string Kind, string Name, Dictionary<string, FieldType> Fields, Dictionary<string, InputField> Inputs, HashSet<string> Values, List<string> Interfaces)
{
    public bool IsComposite => Kind is "type" or "interface";
}

/// <summary>The schema, read from its definition language.</summary>
internal sealed class Schema(Dictionary<string, NamedType> types)
{
    public NamedType? Find(string name) => types.GetValueOrDefault(name);

    public NamedType this[string name] => types[name];

    public static Schema Parse(string text) => new(new SchemaParser(text).Types());

    /// <summary>Whether an object of one type can be what a fragment on another names.</summary>
    public bool Applies(string on, string objectType) =>
        on == objectType || types[objectType].Interfaces.Contains(on);

    public bool CanOverlap(string left, string right) =>
        types.Values.Any(type => type.Kind == "type" && Applies(left, type.Name) && Applies(right, type.Name));
}

internal sealed class SchemaParser(string text) : Parser(text)
{
    public Dictionary<string, NamedType> Types()
    {
        var types = new Dictionary<string, NamedType>(StringComparer.Ordinal);
        foreach (var scalar in (string[])["String", "Int", "Float", "Boolean", "ID"])
            types[scalar] = Empty("scalar", scalar, []);
        while (Current.Kind != TokenKind.End)
        {
            var type = One();
            types.Add(type.Name, type);
        }

        return types;
    }

    private NamedType One()
    {
        var kind = Name();
        var name = Name();
        var type = Empty(kind, name, []);
        if (kind == "scalar")
            return type;
        if (Current is { Kind: TokenKind.Name, Text: "implements" })
        {
            Name();
            type.Interfaces.Add(Name());
        }

        switch (kind)
        {
            case "enum":
                type.Values.UnionWith(Between("{", Name, "}"));
                break;
            case "input":
                Between("{", Input, "}").ForEach(field => type.Inputs.Add(field.Name, field));
                break;
            default:
                Between("{", Output, "}").ForEach(field => type.Fields.Add(field.Name, field));
                break;
        }

        return type;
    }

    private FieldType Output()
    {
        var name = Name();
        var arguments = Is("(") ? Between("(", Input, ")") : [];
        Expect(":");
        return new FieldType(name, arguments.ToDictionary(argument => argument.Name, StringComparer.Ordinal), Type());
    }

    private InputField Input()
    {
        var name = Name();
        Expect(":");
        var type = Type();
        return new InputField(name, type, Take("=") ? Value(constant: true) : null);
    }

    private static NamedType Empty(string kind, string name, List<string> interfaces) => new(kind, name, [], [], [], interfaces);
}
