namespace Workers.Simulators.Monday.GraphQl;

/// <summary>Gathers what is selected on one type, fragments and directives resolved, equal keys together.</summary>
internal static class FieldCollector
{
    public static void Collect(
        Schema schema, Document document, Dictionary<string, object?> variables, NamedType type, List<Selection> selections, List<List<Field>> into)
    {
        var index = into.Count == 0 ? new Dictionary<string, List<Field>>(StringComparer.Ordinal) : into.ToDictionary(fields => fields[0].Key, StringComparer.Ordinal);
        Gather(selections);

        void Gather(List<Selection> list)
        {
            foreach (var selection in list.Where(selection => Included(selection, variables)))
            {
                switch (selection)
                {
                    case Field field when index.TryGetValue(field.Key, out var same):
                        same.Add(field);
                        break;
                    case Field field:
                        into.Add(index[field.Key] = [field]);
                        break;
                    case FragmentSpread spread when schema.Applies(document.Fragments[spread.Name].On, type.Name):
                        Gather(document.Fragments[spread.Name].Selections);
                        break;
                    case InlineFragment inline when inline.On is null || schema.Applies(inline.On, type.Name):
                        Gather(inline.Selections);
                        break;
                }
            }
        }
    }

    private static bool Included(Selection selection, Dictionary<string, object?> variables)
    {
        foreach (var directive in selection.Directives)
        {
            var holds = directive.Arguments[0].Value switch
            {
                BoolLiteral flag => flag.Value,
                VariableLiteral variable => variables.GetValueOrDefault(variable.Name) is true,
                _ => false,
            };
            if (holds != (directive.Name == "include"))
                return false;
        }

        return true;
    }
}
