using System.Globalization;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>
/// Points a call costs: 10,000 for each mutation field; for reads one point a field, times the number of elements a list
/// may bring. The vendor's own formula is not published; these figures have its order of magnitude.
/// </summary>
internal static class ComplexityCost
{
    private const long PerMutation = 10_000;
    private const long TooMuch = 1L << 50;

    public static long Of(Document document, Operation operation, Dictionary<string, object?> variables) =>
        Sum(operation.Selections, document, variables, operation.Kind == "mutation" ? PerMutation : 1);

    private static long Sum(List<Selection> selections, Document document, Dictionary<string, object?> variables, long own)
    {
        var total = 0L;
        foreach (var selection in selections)
        {
            total += selection switch
            {
                Field { Name: "complexity" or "__typename" } => 0,
                Field field => own + Inside(field, document, variables),
                InlineFragment inline => Sum(inline.Selections, document, variables, own),
                FragmentSpread spread => Sum(document.Fragments[spread.Name].Selections, document, variables, own),
                _ => 0,
            };
            if (total > TooMuch)
                return TooMuch;
        }

        return total;
    }

    private static long Inside(Field field, Document document, Dictionary<string, object?> variables)
    {
        if (field.Selections.Count == 0)
            return 0;
        var inside = Sum(field.Selections, document, variables, 1);
        var times = Times(field, variables);
        return inside > TooMuch / times ? TooMuch : inside * times;
    }

    private static long Times(Field field, Dictionary<string, object?> variables) => field.Name switch
    {
        "items_page" or "items_page_by_column_values" or "next_items_page" => Limit(field, variables),
        "boards" or "items" => Ids(field, variables) ?? Limit(field, variables),
        "subitems" or "column_values" or "columns" => 10,
        _ => 1,
    };

    private static long Limit(Field field, Dictionary<string, object?> variables)
    {
        var value = field.Arguments.Find(argument => argument.Name == "limit")?.Value switch
        {
            NumberLiteral number when long.TryParse(number.Text, CultureInfo.InvariantCulture, out var limit) => limit,
            VariableLiteral variable when variables.GetValueOrDefault(variable.Name) is long limit => limit,
            _ => 25,
        };
        return Math.Clamp(value, 1, 1_000_000);
    }

    private static long? Ids(Field field, Dictionary<string, object?> variables) => field.Arguments.Find(argument => argument.Name == "ids")?.Value switch
    {
        ListLiteral list => Math.Max(1, list.Items.Count),
        VariableLiteral variable when variables.GetValueOrDefault(variable.Name) is List<object?> list => Math.Max(1, list.Count),
        null => null,
        _ => 1,
    };
}
