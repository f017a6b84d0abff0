namespace Workers.Simulators.Monday.GraphQl;

/// <summary>Where something stands in the query text, counted from 1.</summary>
internal readonly record struct Place(int Line, int Column);

internal sealed record TypeRef(string? Name, TypeRef? Item, bool NonNull)
{
    /// <summary>The named type inside any lists.</summary>
    public string Leaf => Name ?? Item!.Leaf;

    public bool IsList => Item is not null;

    public override string ToString() => (Name ?? $"[{Item}]") + (NonNull ? "!" : "");
}

internal abstract record Literal;

internal sealed record VariableLiteral(string Name) : Literal;

internal sealed record NumberLiteral(string Text, bool Whole) : Literal;

internal sealed record StringLiteral(string Text) : Literal;

internal sealed record BoolLiteral(bool Value) : Literal;

internal sealed record NullLiteral : Literal;

internal sealed record EnumLiteral(string Name) : Literal;

internal sealed record ListLiteral(List<Literal> Items) : Literal;

internal sealed record ObjectLiteral(List<KeyValuePair<string, Literal>> Members) : Literal;

internal sealed record Argument(string Name, Literal Value, Place Place);

internal sealed record Directive(string Name, List<Argument> Arguments, Place Place);

internal abstract record Selection(List<Directive> Directives, Place Place);

internal sealed record Field(
    string? Alias, string Name, List<Argument> Arguments, List<Directive> Directives, List<Selection> Selections, Place Place)
    : Selection(Directives, Place)
{
    public string Key => Alias ?? Name;
}

internal sealed record FragmentSpread(string Name, List<Directive> Directives, Place Place) : Selection(Directives, Place);

internal sealed record InlineFragment(string? On, List<Directive> Directives, List<Selection> Selections, Place Place) : Selection(Directives, Place);

internal sealed record Fragment(string Name, string On, List<Selection> Selections, Place Place);

internal sealed record VariableDefinition(string Name, TypeRef Type, Literal? Default, Place Place);

internal sealed record Operation(string Kind, string? Name, List<VariableDefinition> Variables, List<Selection> Selections, Place Place);

internal sealed record Document(List<Operation> Operations, Dictionary<string, Fragment> Fragments);

/// <summary>The text is not GraphQL.</summary>
internal sealed class GraphQlSyntaxException(string message, Place place) : Exception(message)
{
    public Place Place { get; } = place;
}
