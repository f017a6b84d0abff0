using System.Globalization;

namespace Workers.Simulators.NetSuite;

internal sealed record SuiteQlResult(List<(string Name, Func<object, string?> Read)> Columns, List<object> Rows);

/// <summary>Carries a parsed query out on the store.</summary>
internal static class SuiteQlRunner
{
    public static SuiteQlResult Run(SuiteQlQuery query, NetSuiteStore store)
    {
        var table = SuiteQlTables.Find(query.Table, store)
            ?? throw new SuiteQlException($"Record '{query.Table}' was not found.");
        var columns = query.Columns
            .SelectMany(column => column.Column == "*"
                ? table.Columns.Select(known => (known.Key, known.Value))
                : [(column.Name, Reader(table, column.Column))])
            .ToList();
        var conditions = query.Conditions.ConvertAll(condition => (Read: Reader(table, condition.Column), Condition: condition));
        var rows = Candidates(table, query.Conditions)
            .Where(row => conditions.TrueForAll(condition => Holds(condition.Read(row), condition.Condition)))
            .ToList();
        for (var index = query.Order.Count - 1; index >= 0; index--)
            rows = Sort(rows, Reader(table, query.Order[index].Column), query.Order[index].Descending);
        return new SuiteQlResult(columns, rows);
    }

    private static Func<object, string?> Reader(SuiteQlTable table, string column) =>
        table.Columns.GetValueOrDefault(column)
        ?? SuiteQlTables.Custom(table, column.ToLowerInvariant())
        ?? throw new SuiteQlException($"Field '{column}' for record '{table.Name}' was not found. Reason: REMOVED - Field is removed");

    private static IEnumerable<object> Candidates(SuiteQlTable table, List<SuiteQlCondition> conditions)
    {
        foreach (var condition in conditions)
        {
            if (condition.Operator is "=" or "IN" && table.Indexes.TryGetValue(condition.Column, out var find))
                return condition.Values.Distinct(StringComparer.Ordinal).SelectMany(find);
        }

        return table.Rows();
    }

    private static bool Holds(string? value, SuiteQlCondition condition)
    {
        var wanted = condition.Values;
        return condition.Operator switch
        {
            "IS NULL" => value is null,
            "IS NOT NULL" => value is not null,
            // As in SQL, nothing else is true of a null.
            _ when value is null => false,
            "=" => Same(value, condition),
            "<>" or "!=" => !Same(value, condition),
            ">" => Compare(value, wanted[0]) > 0,
            ">=" => Compare(value, wanted[0]) >= 0,
            "<" => Compare(value, wanted[0]) < 0,
            "<=" => Compare(value, wanted[0]) <= 0,
            "IN" => wanted.Contains(value),
            "NOT IN" => !wanted.Contains(value),
            "LIKE" => Like(value, wanted[0]),
            _ => !Like(value, wanted[0]),
        };
    }

    private static bool Same(string value, SuiteQlCondition condition) =>
        condition.Quoted ? value == condition.Values[0] : Compare(value, condition.Values[0]) == 0;

    private static int Compare(string left, string right) =>
        decimal.TryParse(left, NumberStyles.Number, CultureInfo.InvariantCulture, out var first)
        && decimal.TryParse(right, NumberStyles.Number, CultureInfo.InvariantCulture, out var second)
            ? first.CompareTo(second)
            : string.CompareOrdinal(left, right);

    private static List<object> Sort(List<object> rows, Func<object, string?> read, bool descending)
    {
        var comparer = Comparer<string?>.Create((left, right) => Compare(left ?? "", right ?? ""));
        return [.. descending ? rows.OrderByDescending(read, comparer) : rows.OrderBy(read, comparer)];
    }

    /// <summary>% is any text, _ one character; matched greedily with one step back, so no pattern can make it slow.</summary>
    internal static bool Like(string value, string pattern)
    {
        var (at, star, retry, index) = (0, -1, 0, 0);
        while (at < value.Length)
        {
            if (index < pattern.Length && pattern[index] == '%')
                (star, retry, index) = (index, at, index + 1);
            else if (index < pattern.Length && (pattern[index] == '_' || pattern[index] == value[at]))
                (at, index) = (at + 1, index + 1);
            else if (star >= 0)
                (index, retry, at) = (star + 1, retry + 1, retry + 1);
            else
                return false;
        }

        return pattern.AsSpan(index).TrimStart('%').IsEmpty;
    }
}
