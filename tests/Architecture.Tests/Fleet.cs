using System.Reflection;
using Workers.Testing;

namespace Architecture.Tests;

/// <summary>The services as the other tests need them.</summary>
internal static class Fleet
{
    public static readonly IReadOnlyList<Service> Services =
    [
        Of("ingestion", "ingestion"), Of("transformation", "transformation"), Of("orders", "orders"), Of("correlation", "correlation"),
        Of("credit-check", "credit_check"), Of("netsuite-poller", "netsuite_poller"), Of("monday-sync", "monday_sync"),
    ];

    /// <summary>A database with every service's schema, made once.</summary>
    public static readonly Lazy<Task<TestDatabase>> Database = new(Deploy);

    public static string Folder(string path) => Path.Combine(Repository.Root, path);

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Folder(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/artifacts/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static async Task<TestDatabase> Deploy()
    {
        // orders first: the others' journal is its table.
        var database = await TestDatabase.Create([.. Services.OrderByDescending(service => service.Name == "orders").Select(service => (service.Schema, service.Assembly))]);
        await database.Admin.Execute(await File.ReadAllTextAsync(Folder("deploy/postgres/reporting.sql")), null, CancellationToken.None);
        return database;
    }

    private static Service Of(string name, string schema) => new(
        name, schema, Assembly.Load($"Workers.{string.Concat(name.Split('-').Select(word => word == "netsuite" ? "NetSuite" : char.ToUpperInvariant(word[0]) + word[1..]))}"));
}

internal sealed record Service(string Name, string Schema, Assembly Assembly)
{
    public override string ToString() => Name;
}

/// <summary>Ends what the tests of this project started.</summary>
[SetUpFixture]
internal sealed class FleetFixture
{
    [OneTimeTearDown]
    public async Task Drop()
    {
        if (Fleet.Database.IsValueCreated && Fleet.Database.Value.IsCompletedSuccessfully) await (await Fleet.Database.Value).DisposeAsync();
    }
}
