using System.Reflection;
using Dapper;
using Npgsql;

namespace Workers.Postgres;

/// <summary>
/// Applies a service's numbered migrations, embedded as <c>Migrations/NNNN_name.sql</c>, each in a transaction of its own
/// and as the schema's owner. The migration's row is inserted first, so that two migrators at once cannot both apply it.
/// </summary>
public sealed class Migrator(Assembly assembly, string schema)
{
    /// <summary>The migrations of the assembly in their order.</summary>
    public IReadOnlyList<Migration> Migrations { get; } =
        [.. assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Migrations.", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Migration.Read(assembly, name))
            .OrderBy(migration => migration.Number)];

    /// <summary>Brings the schema to this build's version.</summary>
    /// <returns>The names of the migrations that were applied now.</returns>
    /// <exception cref="InvalidOperationException">The schema is newer than this build.</exception>
    public async Task<IReadOnlyList<string>> Migrate(string migratorConnectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(migratorConnectionString) { Pooling = false, SearchPath = schema }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync($"set role {schema}_owner");
        await connection.ExecuteAsync(
            """
            create table if not exists schema_migration (
                number integer primary key,
                name text not null,
                applied_at timestamptz not null default now()
            )
            """);
        await RefuseNewerSchema(connection);

        var applied = new List<string>();
        foreach (var migration in Migrations)
            if (await Apply(connection, migration, cancellationToken))
                applied.Add(migration.Name);
        return applied;
    }

    /// <summary>Null when the schema is at this build's version, otherwise what is wrong and what to do.</summary>
    public async Task<string?> Check(Database database, CancellationToken cancellationToken)
    {
        var newest = Migrations.Count == 0 ? 0 : Migrations[^1].Number;
        int current;
        try
        {
            current = await database.QuerySingle<int>(
                "select coalesce(max(number), 0) from schema_migration", null, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return $"schema {schema} has no migrations applied, expected {newest}. Run the verb 'migrate'.";
        }
        return current == newest ? null
            : current < newest ? $"schema {schema} is at migration {current}, this build needs {newest}. Run the verb 'migrate'."
            : $"schema {schema} is at migration {current}, this build knows only {newest}. Start the newer build.";
    }

    private async Task RefuseNewerSchema(NpgsqlConnection connection)
    {
        var current = await connection.QuerySingleAsync<int>("select coalesce(max(number), 0) from schema_migration");
        var newest = Migrations.Count == 0 ? 0 : Migrations[^1].Number;
        if (current > newest)
            throw new InvalidOperationException(
                $"Schema {schema} is at migration {current}, this build knows only {newest}. Use the newer build; migrations go forward only.");
    }

    private static async Task<bool> Apply(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var inserted = await connection.ExecuteAsync(
            "insert into schema_migration (number, name) values (@Number, @Name) on conflict (number) do nothing",
            new { migration.Number, migration.Name }, transaction);
        if (inserted == 0) return false;
        await connection.ExecuteAsync(new CommandDefinition(migration.Sql, transaction: transaction, commandTimeout: 600, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}

/// <summary>One numbered migration.</summary>
/// <param name="Number">Its place in the order.</param>
/// <param name="Name">The file's name without the ending.</param>
/// <param name="Sql">What it runs.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    internal static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = resource[(resource.LastIndexOf(".Migrations.", StringComparison.Ordinal) + 12)..^4];
        return new Migration(int.Parse(name[..4]), name, reader.ReadToEnd());
    }
}
