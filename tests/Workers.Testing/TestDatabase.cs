using System.Reflection;
using Dapper;
using Npgsql;
using Workers.Postgres;

namespace Workers.Testing;

/// <summary>A database of its own, migrated as deployment does it, with the service's own role: grants are tested with everything else.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Password = "test";
    private static readonly Dictionary<string, string> Templates = [];
    private static readonly SemaphoreSlim Gate = new(1);
    private readonly string name;

    private TestDatabase(string server, string name, string schema)
    {
        this.name = name;
        Server = server;
        ConnectionString = ConnectionStringOf(schema);
        Service = new Database(ConnectionString, schema);
        Admin = new Database(new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 8 }.ConnectionString, schema);
    }

    /// <summary>The service's own role.</summary>
    public Database Service { get; }

    /// <summary>A superuser, to arrange and to look.</summary>
    public Database Admin { get; }

    /// <summary>Of the service's own role.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's superuser connection string.</summary>
    public string Server { get; }

    /// <summary>A connection string of another role to the same database.</summary>
    public string ConnectionStringOf(string role) => new NpgsqlConnectionStringBuilder(Server)
    {
        Database = name, Username = role, Password = Password, MaxPoolSize = 20, Timeout = 30,
    }.ConnectionString;

    /// <summary>Makes a database for one service, from a template that is migrated once per process.</summary>
    /// <param name="schema">The service's schema.</param>
    /// <param name="migrations">The service's assembly.</param>
    public static Task<TestDatabase> Create(string schema, Assembly migrations) => Create((schema, migrations));

    /// <summary>Makes a database for several services; the first one's role is <see cref="Service"/>.</summary>
    public static async Task<TestDatabase> Create(params (string Schema, Assembly Migrations)[] services)
    {
        var server = await TestServers.Postgres();
        await Gate.WaitAsync();
        try
        {
            var key = string.Join('+', services.Select(service => service.Schema));
            if (!Templates.TryGetValue(key, out var template)) Templates[key] = template = await MakeTemplate(server, services);
            var name = $"test_{Guid.CreateVersion7():n}";
            await OnServer(server, $"create database {name} template {template}");
            return new TestDatabase(server, name, services[0].Schema);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Drops the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Admin.DisposeAsync();
        await OnServer(Server, $"drop database if exists {name} with (force)");
    }

    private static async Task<string> MakeTemplate(string server, (string Schema, Assembly Migrations)[] services)
    {
        var name = $"template_{Guid.CreateVersion7():n}";
        await OnServer(server, $"create database {name}");
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString;
        await ApplyRoles(server, connectionString);
        foreach (var (schema, migrations) in services)
            await new Migrator(migrations, schema).Migrate(connectionString, CancellationToken.None);
        if (services.All(service => service.Schema != "orders")) await MakeJournal(connectionString);
        await ApplyRoles(server, connectionString);
        return name;
    }

    // Roles belong to the whole server: test projects that run at the same time must not alter them at once.
    private static async Task ApplyRoles(string server, string connectionString)
    {
        await using var guard = new NpgsqlConnection(server);
        await guard.OpenAsync();
        await guard.ExecuteAsync("select pg_advisory_lock(727001)");
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            await connection.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "postgres", "roles.sql")), commandTimeout: 60);
            var roles = await connection.QueryAsync<string>(
                "select rolname from pg_roles where rolcanlogin and not rolsuper and rolname not like 'pg\\_%'");
            foreach (var role in roles) await connection.ExecuteAsync($"alter role \"{role}\" password '{Password}'");
        }
        finally
        {
            await guard.ExecuteAsync("select pg_advisory_unlock(727001)");
        }
    }

    // The journal of schema orders as far as other services write to it.
    private static async Task MakeJournal(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(
            """
            set role orders_owner;
            create table if not exists orders.audit_log (
                audit_id uuid not null default gen_random_uuid(), staging_id uuid, event_type varchar(100) not null, event_description text,
                old_value jsonb, new_value jsonb, system_source varchar(50), user_id varchar(100), boomi_execution_id varchar(100),
                created_at timestamptz not null default now());
            create table if not exists orders.integration_errors (
                error_id uuid not null default gen_random_uuid(), staging_id uuid, error_source varchar(50) not null, error_type varchar(100) not null,
                error_code varchar(50), error_message text not null, request_payload jsonb, response_payload jsonb, stack_trace text,
                occurred_at timestamptz not null default now(), boomi_execution_id varchar(100));
            """);
    }

    private static async Task OnServer(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql, commandTimeout: 60);
    }
}
