using System.Text.RegularExpressions;

namespace Workers.Simulators.NetSuite;

internal sealed class SuiteQlException(string message) : Exception(message);

/// <summary>One condition: column, operator, values. Quoted values are compared as text, bare ones as numbers.</summary>
internal sealed record SuiteQlCondition(string Column, string Operator, List<string> Values, bool Quoted = true);

internal sealed record SuiteQlColumn(string Column, string Name);

internal sealed record SuiteQlQuery(List<SuiteQlColumn> Columns, string Table, List<SuiteQlCondition> Conditions, List<(string Column, bool Descending)> Order);

/// <summary>SELECT columns FROM one table [WHERE conditions joined by AND] [ORDER BY columns].</summary>
internal sealed partial class SuiteQlParser
{
    private readonly List<string> tokens;
    private int position;

    private SuiteQlParser(string text)
    {
        var end = 0;
        tokens = [];
        foreach (Match match in Token().Matches(text))
        {
            if (match.Index != end)
                break;
            end = match.Index + match.Length;
            if (!string.IsNullOrWhiteSpace(match.Value))
                tokens.Add(match.Value.Trim());
        }

        if (end != text.Length)
            throw new SuiteQlException($"Invalid or unsupported search near '{text[end..Math.Min(text.Length, end + 20)]}'.");
    }

    public static SuiteQlQuery Parse(string text) => new SuiteQlParser(text).Query();

    private SuiteQlQuery Query()
    {
        Expect("SELECT");
        var columns = List(Column);
        Expect("FROM");
        var table = Name();
        var alias = Peek() is { } next && !Is(next, "WHERE") && !Is(next, "ORDER") ? Alias() : table;
        var conditions = new List<SuiteQlCondition>();
        if (Take("WHERE"))
        {
            do
            {
                conditions.Add(Condition());
            }
            while (Take("AND"));
        }

        var order = new List<(string, bool)>();
        if (Take("ORDER"))
        {
            Expect("BY");
            order = List(() => (Name(), Take("DESC") || (Take("ASC") && false)));
        }

        if (Peek() is { } rest)
            throw new SuiteQlException($"Unexpected '{rest}'.");
        return new SuiteQlQuery(columns.ConvertAll(column => column with { Column = Bare(column.Column, alias) }), table,
            conditions.ConvertAll(condition => condition with { Column = Bare(condition.Column, alias) }),
            order.ConvertAll(item => (Bare(item.Item1, alias), item.Item2)));
    }

    private SuiteQlColumn Column()
    {
        if (Take("*"))
            return new SuiteQlColumn("*", "*");
        var column = Name();
        var name = Take("AS") ? Name() : column.Split('.')[^1];
        return new SuiteQlColumn(column, name.ToLowerInvariant());
    }

    private SuiteQlCondition Condition()
    {
        var column = Name();
        if (Take("IS"))
        {
            var not = Take("NOT");
            Expect("NULL");
            return new SuiteQlCondition(column, not ? "IS NOT NULL" : "IS NULL", []);
        }

        var negated = Take("NOT");
        if (Take("IN"))
        {
            Expect("(");
            var values = List(Value);
            Expect(")");
            if (values.Count > 1000)
                throw new SuiteQlException("More than 1000 values in an IN list.");
            return new SuiteQlCondition(column, negated ? "NOT IN" : "IN", values);
        }

        if (Take("LIKE"))
            return new SuiteQlCondition(column, negated ? "NOT LIKE" : "LIKE", [Value()]);
        var sign = Next();
        return !negated && sign is "=" or "<>" or "!=" or ">=" or "<=" or ">" or "<"
            ? new SuiteQlCondition(column, sign, [Value(out var quoted)], quoted)
            : throw new SuiteQlException($"Unexpected '{sign}'.");
    }

    private string Value() => Value(out _);

    private string Value(out bool quoted)
    {
        var token = Next();
        quoted = token[0] == '\'';
        if (quoted)
            return token[1..^1].Replace("''", "'", StringComparison.Ordinal);
        return char.IsAsciiDigit(token[0]) || token[0] == '-' ? token : throw new SuiteQlException($"'{token}' is not a value.");
    }

    private string Alias()
    {
        Take("AS");
        return Name();
    }

    private string Name()
    {
        var token = Next();
        return char.IsAsciiLetter(token[0]) || token[0] == '_' ? token : throw new SuiteQlException($"'{token}' is not a name.");
    }

    private List<T> List<T>(Func<T> one)
    {
        var items = new List<T> { one() };
        while (Take(","))
            items.Add(one());
        return items;
    }

    private static string Bare(string column, string alias) =>
        column.StartsWith(alias + ".", StringComparison.OrdinalIgnoreCase) ? column[(alias.Length + 1)..] : column;

    private string? Peek() => position < tokens.Count ? tokens[position] : null;

    private string Next() => position < tokens.Count ? tokens[position++] : throw new SuiteQlException("The query ends too early.");

    private bool Take(string word)
    {
        var taken = Peek() is { } token && Is(token, word);
        if (taken)
            position++;
        return taken;
    }

    private void Expect(string word)
    {
        if (!Take(word))
            throw new SuiteQlException($"Expected {word}{(Peek() is { } found ? $" instead of '{found}'" : "")}.");
    }

    private static bool Is(string token, string word) => string.Equals(token, word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\s+|'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?|-?\d+(?:\.\d+)?|<>|!=|>=|<=|[=<>(),*]", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
