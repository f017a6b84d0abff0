using System.Globalization;
using System.Security.Cryptography;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>Pages of items, with cursors that live for 60 minutes. Callers hold the account's gate.</summary>
internal sealed class ItemQueries
{
    private const int MaxPage = 500;
    private static readonly TimeSpan CursorLife = TimeSpan.FromMinutes(60);
    private readonly Dictionary<string, (List<Item> Items, int Offset, DateTimeOffset Expires)> cursors = new(StringComparer.Ordinal);

    public ItemsPage Start(IEnumerable<Item> items, int limit, DateTimeOffset now) => Page(items.ToList(), 0, limit, now);

    public ItemsPage Next(string cursor, int limit, DateTimeOffset now) =>
        cursors.TryGetValue(cursor, out var at) && now < at.Expires
            ? Page(at.Items, at.Offset, limit, now)
            : throw new FieldException("CursorException", "The cursor provided for pagination has expired. Please refresh your query and obtain a new cursor.");

    public void Reset() => cursors.Clear();

    public static IEnumerable<Item> Active(Board board, Group? group = null) =>
        board.Items.Where(item => item.State == "active" && (group is null || item.Group.Id == group.Id));

    /// <summary>Any of the values within a column, all of the columns.</summary>
    public static IEnumerable<Item> ByColumnValues(Board board, List<object?> columns)
    {
        var wanted = columns.Cast<Dictionary<string, object?>>().Select(column => (
            Index: IndexOf(board, (string)column["column_id"]!),
            Values: ((List<object?>)column["column_values"]!).Select(value => value as string ?? "").ToHashSet(StringComparer.Ordinal))).ToList();
        return Active(board).Where(item => wanted.TrueForAll(column => column.Values.Contains(TextOf(item, column.Index))));
    }

    public static IEnumerable<Item> Matching(Board board, Group? group, Dictionary<string, object?>? query)
    {
        var items = Active(board, group);
        if (query is null)
            return items;
        if (query.GetValueOrDefault("ids") is List<object?> ids)
            items = items.Where(item => ids.Contains(item.Id));
        if (query.GetValueOrDefault("rules") is List<object?> { Count: > 0 } rules)
        {
            var tests = rules.Cast<Dictionary<string, object?>>().Select(rule => Rule(board, rule)).ToList();
            var any = query.GetValueOrDefault("operator") as string == "or";
            items = items.Where(item => any ? tests.Exists(test => test(item)) : tests.TrueForAll(test => test(item)));
        }

        return query.GetValueOrDefault("order_by") is List<object?> { Count: > 0 } order ? Ordered(board, items, (Dictionary<string, object?>)order[0]!) : items;
    }

    private static IEnumerable<Item> Ordered(Board board, IEnumerable<Item> items, Dictionary<string, object?> order)
    {
        var index = IndexOf(board, (string)order["column_id"]!);
        return order.GetValueOrDefault("direction") as string == "desc"
            ? items.OrderByDescending(item => TextOf(item, index), StringComparer.Ordinal)
            : items.OrderBy(item => TextOf(item, index), StringComparer.Ordinal);
    }

    private static Predicate<Item> Rule(Board board, Dictionary<string, object?> rule)
    {
        var index = IndexOf(board, (string)rule["column_id"]!);
        var values = (rule["compare_value"] as List<object?> ?? [rule["compare_value"]]).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").ToList();
        var first = values.FirstOrDefault() ?? "";
        return (rule.GetValueOrDefault("operator") as string) switch
        {
            "not_any_of" => item => !values.Contains(Comparable(item, index)),
            "is_empty" => item => TextOf(item, index).Length == 0,
            "is_not_empty" => item => TextOf(item, index).Length > 0,
            "contains_text" => item => TextOf(item, index).Contains(first, StringComparison.OrdinalIgnoreCase),
            "not_contains_text" => item => !TextOf(item, index).Contains(first, StringComparison.OrdinalIgnoreCase),
            "greater_than" => item => Compare(TextOf(item, index), first) > 0,
            "greater_than_or_equals" => item => Compare(TextOf(item, index), first) >= 0,
            "lower_than" => item => Compare(TextOf(item, index), first) < 0,
            "lower_than_or_equal" => item => Compare(TextOf(item, index), first) <= 0,
            _ => item => values.Contains(Comparable(item, index)) || values.Contains(TextOf(item, index)),
        };
    }

    private ItemsPage Page(List<Item> items, int offset, int limit, DateTimeOffset now)
    {
        if (limit is < 1 or > MaxPage)
            throw new FieldException("InvalidArgumentException", $"limit must be between 1 and {MaxPage}");

        var page = items.GetRange(offset, Math.Min(limit, items.Count - offset));
        var next = offset + page.Count;
        if (next >= items.Count)
            return new ItemsPage(null, page);

        foreach (var expired in cursors.Where(cursor => cursor.Value.Expires <= now).Select(cursor => cursor.Key).ToList())
            cursors.Remove(expired);
        var token = "MSw" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        cursors[token] = (items, next, now + CursorLife);
        return new ItemsPage(token, page);
    }

    private static int IndexOf(Board board, string columnId)
    {
        var index = board.IndexOf(columnId);
        return index >= 0
            ? index
            : throw new FieldException("InvalidColumnIdException", "This column ID doesn't exist for the board", data: json => json.WriteString("column_id", columnId));
    }

    private static string TextOf(Item item, int index) =>
        item.Board.Columns[index].Type switch
        {
            "name" => item.Name,
            "text" or "numbers" or "date" or "long_text" => item[index] ?? "",
            _ => CellText.Text(new Cell(item, index)) ?? "",
        };

    // A rule names a status by its index, as the vendor's does.
    private static string Comparable(Item item, int index) =>
        item.Board.Columns[index].Type is "status" ? item[index] ?? "" : TextOf(item, index);

    private static int Compare(string left, string right) =>
        decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var first) && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var second)
            ? first.CompareTo(second)
            : string.CompareOrdinal(left, right);
}
