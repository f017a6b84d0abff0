using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>A service's SQL names its own schema, or none. The exceptions are those of deploy/postgres/roles.sql.</summary>
internal sealed partial class SqlOwnershipTests
{
    private static readonly Dictionary<string, string[]> Exceptions = new()
    {
        ["ingestion"] = ["raw.", "ops."],
        ["transformation"] = ["raw.", "core.", "ops."],
    };

    private static readonly string[] Journal = ["orders.audit_log", "orders.integration_errors"];

    [TestCaseSource(typeof(Fleet), nameof(Fleet.Services))]
    public void Statements_name_no_schema_of_another_service(object given)
    {
        var service = (Service)given;
        var statements = Statements(service).ToList();
        Assert.That(statements, Is.Not.Empty);

        var foreign = from statement in statements
                      from Match match in Qualified().Matches(WithoutNoise(statement.Sql))
                      let name = match.Value
                      where match.Groups[1].Value != service.Schema
                          && !Journal.Contains(name)
                          && !Exceptions.GetValueOrDefault(service.Name, []).Any(allowed => name.StartsWith(allowed, StringComparison.Ordinal))
                          && !IsAlias(statement.Sql, match.Groups[1].Value)
                      select $"{Fleet.Relative(statement.File)}: {name}";
        Assert.That(foreign.Distinct(), Is.Empty);
    }

    [TestCase("select 1 from orders.staging_orders", true)]
    [TestCase("select orders.id from adopted as orders", false)]
    [TestCase("select 1 from decision -- see orders.staging_orders", false)]
    [TestCase("select 'orders.staging_orders'", false)]
    public void Knows_a_foreign_schema_when_it_sees_one(string sql, bool foreign) =>
        Assert.That(Qualified().Matches(WithoutNoise(sql)).Any(match => !IsAlias(sql, match.Groups[1].Value)), Is.EqualTo(foreign));

    private static IEnumerable<(string File, string Sql)> Statements(Service service)
    {
        foreach (var file in Fleet.Files($"services/{service.Name}", "*.sql")) yield return (file, File.ReadAllText(file));
        foreach (var file in Fleet.Files($"services/{service.Name}", "*.cs"))
            foreach (Match literal in RawString().Matches(File.ReadAllText(file)))
                if (Verb().IsMatch(literal.Groups[1].Value)) yield return (file, literal.Groups[1].Value);
    }

    private static string WithoutNoise(string sql) => Noise().Replace(sql, " ");

    // A table, a CTE or a sub-select may bear a schema's name as its alias.
    private static bool IsAlias(string sql, string name) =>
        Regex.IsMatch(sql, $@"\bas\s+{name}\b|\)\s+{name}\b|\b{name}\s+as\s*\(|\b(from|join|update)\s+[a-z_.]+\s+{name}\b", RegexOptions.IgnoreCase);

    [GeneratedRegex("\\b(ingestion|transformation|orders|correlation|credit_check|netsuite_poller|monday_sync|validation|console|raw|core|ops|reporting)\\.[a-z_]+")]
    private static partial Regex Qualified();

    [GeneratedRegex("\"\"\"(.*?)\"\"\"", RegexOptions.Singleline)]
    private static partial Regex RawString();

    [GeneratedRegex(@"\b(select|insert|update|delete|create|alter)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    [GeneratedRegex(@"--[^\n]*|'[^']*'")]
    private static partial Regex Noise();
}
