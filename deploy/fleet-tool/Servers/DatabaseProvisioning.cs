using Npgsql;
using Workers.Fleet.Home;

namespace Workers.Fleet.Servers;

/// <summary>Database, roles, schemas, grants and reporting views, from the files in deploy/postgres. Running it again changes nothing.</summary>
internal sealed class DatabaseProvisioning(string adminConnectionString, FleetHome home, Credentials credentials)
{
    /// <summary>Before the services migrate: roles, schemas and the privileges that tables made later will have.</summary>
    public async Task PrepareRoles(CancellationToken cancellationToken)
    {
        await CreateDatabase(cancellationToken);
        await RunFile("postgres/roles.sql", cancellationToken);
        await SetPasswords(cancellationToken);
    }

    /// <summary>After the services migrated: the grants on single tables, and the views.</summary>
    public async Task Finish(CancellationToken cancellationToken)
    {
        await RunFile("postgres/roles.sql", cancellationToken);
        await RunFile("postgres/reporting.sql", cancellationToken);
    }

    private async Task CreateDatabase(CancellationToken cancellationToken)
    {
        await using var connection = await Open("postgres", cancellationToken);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = ServiceCatalogue.DatabaseName } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
            return;

        await using var create = new NpgsqlCommand($"create database {ServiceCatalogue.DatabaseName}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task SetPasswords(CancellationToken cancellationToken)
    {
        await using var connection = await Open(ServiceCatalogue.DatabaseName, cancellationToken);
        foreach (var (role, password) in credentials.Database)
        {
            // Generated: letters and digits only. ALTER ROLE takes no parameters.
            await using var command = new NpgsqlCommand($"alter role {role} password '{password}'", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task RunFile(string file, CancellationToken cancellationToken)
    {
        var sql = await File.ReadAllTextAsync(home.Deploy(file), cancellationToken);
        await using var connection = await Open(ServiceCatalogue.DatabaseName, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e)
        {
            throw new FleetException($"deploy/{file} failed: {e.MessageText} {e.Detail} {e.Where}", inner: e);
        }
    }

    private async Task<NpgsqlConnection> Open(string database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(adminConnectionString) { Database = database, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
