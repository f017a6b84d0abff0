using Workers.MondaySync.MapOrder;

namespace Workers.MondaySync.CheckBoard;

/// <summary>Does a real board have what the mapping fills? Pure; every difference in a sentence that says what to do.</summary>
internal static class BoardFit
{
    private static readonly Dictionary<string, string> OtherNames = new() { ["color"] = "status", ["numeric"] = "numbers", ["long-text"] = "long_text" };

    public static IEnumerable<string> Problems(BoardMapping mapping, BoardShape board, BoardShape? subitems)
    {
        foreach (var group in new[] { mapping.Groups.Open, mapping.Groups.Cancelled })
            if (!board.Groups.Contains(group))
                yield return $"Board {board.Id} has no group '{group}'; it has {List(board.Groups)}. Add the group or correct groups in the mapping.";
        foreach (var problem in Columns(mapping.Item.Columns, board, "column")) yield return problem;
        if (!mapping.CreateLabels && board.Columns.FirstOrDefault(column => column.Id == mapping.Item.StatusColumn) is { } status)
            foreach (var label in new[] { mapping.Status.New, mapping.Status.Confirmed, mapping.Status.Changed, mapping.Status.Cancelled })
                if (!status.Labels.Contains(label))
                    yield return $"Board {board.Id}: column '{status.Id}' has no label '{label}'; it has {List(status.Labels)}. Add the label, correct status in the mapping or set createLabels.";
        if (subitems is null) yield return $"Board {board.Id} has no subitems column. Add one with the columns {List([.. mapping.Subitem.Columns.Select(column => column.Id)])}.";
        else foreach (var problem in Columns(mapping.Subitem.Columns, subitems, "subitem column")) yield return problem;
    }

    private static IEnumerable<string> Columns(IEnumerable<MappedColumn> mapped, BoardShape board, string what)
    {
        foreach (var column in mapped)
        {
            var real = board.Columns.FirstOrDefault(candidate => candidate.Id == column.Id);
            if (real is null)
                yield return $"Board {board.Id} '{board.Name}' has no {what} '{column.Id}' of type {column.Type}; it has {List([.. board.Columns.Select(candidate => candidate.Id)])}. Add the column or correct its id in the mapping.";
            else if (OtherNames.GetValueOrDefault(real.Type, real.Type) != column.Type)
                yield return $"Board {board.Id} '{board.Name}': {what} '{column.Id}' expected type {column.Type}, got {real.Type}. Correct the type in the mapping or replace the column.";
        }
    }

    private static string List(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
