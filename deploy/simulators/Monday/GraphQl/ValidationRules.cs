namespace Workers.Simulators.Monday.GraphQl;

/// <summary>A fragment that leads back to itself.</summary>
internal static class FragmentCycles
{
    public static Fragment? Find(Document document)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return document.Fragments.Values.FirstOrDefault(fragment => Loops(fragment, document, done, []));
    }

    private static bool Loops(Fragment fragment, Document document, HashSet<string> done, HashSet<string> open)
    {
        if (done.Contains(fragment.Name))
            return false;
        // Chains longer than this are refused too: they would be as deep as a loop.
        if (open.Count > 64 || !open.Add(fragment.Name))
            return true;

        var loops = Spreads(fragment.Selections).Any(name => document.Fragments.TryGetValue(name, out var next) && Loops(next, document, done, open));
        open.Remove(fragment.Name);
        done.Add(fragment.Name);
        return loops;
    }

    private static IEnumerable<string> Spreads(List<Selection> selections) => selections.SelectMany(selection => selection switch
    {
        Field field => Spreads(field.Selections),
        InlineFragment inline => Spreads(inline.Selections),
        FragmentSpread spread => [spread.Name],
        _ => [],
    });
}

/// <summary>Where a variable may stand.</summary>
internal static class VariableTypes
{
    public static bool Fits(VariableDefinition variable, TypeRef place, bool placeHasDefault)
    {
        var type = variable.Type;
        if (place.NonNull && !type.NonNull)
        {
            var hasDefault = variable.Default is not null and not NullLiteral;
            return (hasDefault || placeHasDefault) && Fits(type, place with { NonNull = false });
        }

        return Fits(type, place);
    }

    private static bool Fits(TypeRef type, TypeRef place)
    {
        if (place.NonNull && !type.NonNull)
            return false;
        if (place.Item is { } item)
            return type.Item is { } inner && Fits(inner, item);
        return type.Name == place.Name || (place.Name == "CompareValue" && type.Item is null);
    }
}

/// <summary>The same response key must mean the same field with the same arguments.</summary>
internal static class MergeCheck
{
    public static void Conflicts(List<Selection> selections, Document document, Action<string, Place> add)
    {
        if (selections.Count < 2)
            return;

        var seen = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var field in selections.OfType<Field>())
        {
            if (seen.TryAdd(field.Key, field))
                continue;
            var first = seen[field.Key];
            if (first.Name != field.Name)
                add($"Field '{field.Key}' has a field conflict: {first.Name} or {field.Name}?", field.Place);
            else if (Arguments(first) != Arguments(field))
                add($"Field '{field.Key}' has an argument conflict", field.Place);
        }
    }

    private static string Arguments(Field field) =>
        string.Join(',', field.Arguments.OrderBy(argument => argument.Name, StringComparer.Ordinal).Select(argument => $"{argument.Name}:{Print(argument.Value)}"));

    private static string Print(Literal literal) => literal switch
    {
        ListLiteral list => $"[{string.Join(',', list.Items.Select(Print))}]",
        ObjectLiteral members => $"{{{string.Join(',', members.Members.Select(member => member.Key + ":" + Print(member.Value)))}}}",
        _ => literal.ToString(),
    };
}
