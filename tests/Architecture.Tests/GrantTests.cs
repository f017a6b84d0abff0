using Npgsql;
using Workers.Testing;

namespace Architecture.Tests;

/// <summary>Every role tries what it must not do, on a real server. 42501 is PostgreSQL's "permission denied".</summary>
internal sealed class GrantTests
{
    private static readonly string[] Journal = ["orders.audit_log", "orders.integration_errors"];

    private static readonly Dictionary<string, string[]> Readers = new()
    {
        ["transformation"] = ["raw"],
        ["validation"] = ["raw", "core", "ops"],
    };

    // The shared schemas of the seed hold tables of several services.
    private static readonly Dictionary<string, string[]> OwnSchemas = new()
    {
        ["ingestion"] = ["ingestion", "raw"],
        ["transformation"] = ["transformation", "core"],
    };

    public static readonly string[] Roles =
        ["ingestion", "transformation", "orders", "correlation", "credit_check", "netsuite_poller", "monday_sync", "validation", "console"];

    [TestCaseSource(nameof(Roles))]
    public async Task A_role_uses_its_own_tables_and_is_refused_every_other(string role)
    {
        await using var connection = await Open(role);
        var allowed = new List<string>();
        foreach (var table in await Tables())
        {
            if (IsOwn(role, table) || Journal.Contains(table.Root)) continue;
            string[] statements = [.. Reads(role, table) ? Array.Empty<string>() : [$"select from {table.Name} limit 1"], .. Writes(table)];
            foreach (var statement in statements)
                if (await Try(connection, statement) != "42501") allowed.Add(statement);
        }
        Assert.That(allowed, Is.Empty);
        foreach (var table in (await Tables()).Where(table => table.Schema == role && !Journal.Contains(table.Root)))
            Assert.That(await Try(connection, $"select from {table.Name} limit 1"), Is.Null, table.Name);
    }

    [TestCaseSource(nameof(Roles))]
    public async Task The_journal_takes_rows_from_everybody_and_is_changed_by_nobody(string role)
    {
        await using var connection = await Open(role);
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            Assert.That(await Try(connection, "insert into orders.audit_log (event_type) values ('TEST')"), Is.Null);
            Assert.That(await Try(connection, "insert into orders.integration_errors (error_source, error_type, error_message) values ('DB', 'TEST', 'test')"), Is.Null);
        }
        var allowed = new List<string>();
        foreach (var table in (await Tables()).Where(table => Journal.Contains(table.Root)))
        {
            string[] statements =
            [
                .. role == "orders" && table.Name == table.Root ? Array.Empty<string>() : [$"select from {table.Name} limit 1"],
                $"update {table.Name} set {table.Column} = {table.Column} where false", $"delete from {table.Name} where false", $"truncate {table.Name}",
                .. table.Name == table.Root ? Array.Empty<string>() : [$"insert into {table.Name} default values"],
            ];
            foreach (var statement in statements)
                if (await Try(connection, statement) != "42501") allowed.Add(statement);
        }
        Assert.That(allowed, Is.Empty);
    }

    [TestCaseSource(nameof(Roles))]
    public async Task No_role_changes_the_shape_of_anything_at_run_time(string role)
    {
        await using var connection = await Open(role);
        List<string> statements =
        [
            $"create table {role}.smuggled (id integer)", $"create view {role}.smuggled as select 1", "create schema smuggled", "create table public.smuggled (id integer)",
            $"create function {role}.smuggled() returns integer language sql as 'select 1'", $"set role {role}_owner", "set role fleet_migrator",
            $"alter schema {role} rename to smuggled", $"drop schema {role} cascade", "create role smuggled", "create extension dblink",
        ];
        foreach (var table in (await Tables()).Where(table => table.Schema == role))
            statements.AddRange([$"alter table {table.Name} add column smuggled integer", $"drop table {table.Name}", $"create index on {table.Name} ({table.Column})"]);

        var allowed = new List<string>();
        foreach (var statement in statements)
            if (await Try(connection, statement) is not ("42501" or "0LP01" or "58P01" or "0A000")) allowed.Add(statement);
        Assert.That(allowed, Is.Empty);
    }

    [Test]
    public async Task The_reader_of_reports_sees_reports_alone_and_writes_nothing()
    {
        await using var connection = await Open("reporting_reader");
        // Read-only is the role's default, which a session may lift; the grants must hold without it.
        Assert.That(await Try(connection, "set default_transaction_read_only = off"), Is.Null);
        var allowed = new List<string>();
        foreach (var table in await Tables())
            foreach (var statement in (string[])[.. table.Schema == "reporting" ? Array.Empty<string>() : [$"select from {table.Name} limit 1"], .. Writes(table)])
                if (await Try(connection, statement) != "42501") allowed.Add(statement);
        Assert.That(allowed, Is.Empty);
        Assert.That(await Views("reporting"), Is.Not.Empty);
        foreach (var view in await Views("reporting"))
            Assert.That(await Try(connection, $"select from {view} limit 1"), Is.Null, view);
    }

    private static bool IsOwn(string role, Table table) =>
        (OwnSchemas.GetValueOrDefault(role) ?? [role]).Contains(table.Schema) || table.Schema == "ops" && table.Owner == $"{role}_owner";

    private static bool Reads(string role, Table table) => Readers.GetValueOrDefault(role, []).Contains(table.Schema);

    private static string[] Writes(Table table) =>
    [
        $"insert into {table.Name} default values", $"update {table.Name} set {table.Column} = {table.Column} where false",
        $"delete from {table.Name} where false", $"truncate {table.Name}",
    ];

    private static async Task<NpgsqlConnection> Open(string role)
    {
        var database = await Fleet.Database.Value;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionStringOf(role)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <returns>Null when it was carried out, else the SQLSTATE.</returns>
    private static async Task<string?> Try(NpgsqlConnection connection, string statement)
    {
        try
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException exception)
        {
            return exception.SqlState;
        }
    }

    private static async Task<IReadOnlyList<Table>> Tables() => await (await Fleet.Database.Value).Admin.Query<Table>(
        """
        select n.nspname as schema, format('%I.%I', n.nspname, c.relname) as name, format('%I.%I', rn.nspname, rc.relname) as root,
               pg_get_userbyid(c.relowner) as owner,
               (select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = '' order by a.attnum limit 1) as column
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_class rc on rc.oid = coalesce(pg_partition_root(c.oid), c.oid)
        join pg_namespace rn on rn.oid = rc.relnamespace
        where n.nspname = any(@schemas)
          and c.relkind in ('r', 'p')
        order by 2
        """, new { schemas = Schemas.Names }, CancellationToken.None);

    private static async Task<IReadOnlyList<string>> Views(string schema) => await (await Fleet.Database.Value).Admin.Query<string>(
        "select format('%I.%I', schemaname, viewname) from pg_views where schemaname = @schema", new { schema }, CancellationToken.None);

    private sealed class Table
    {
        public string Schema { get; init; } = "";
        public string Name { get; init; } = "";
        public string Root { get; init; } = "";
        public string Owner { get; init; } = "";
        public string Column { get; init; } = "";
    }
}
