using Dapper;
using Npgsql;

namespace Workers.Postgres;

/// <summary>A service's slice of the database: one schema, one login role. Every statement runs with the schema as search path.</summary>
public sealed class Database : IAsyncDisposable
{
    static Database() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>Opens the pool; no connection is made yet.</summary>
    /// <param name="connectionString">Of the service's own login role.</param>
    /// <param name="schema">The service's schema.</param>
    public Database(string connectionString, string schema)
    {
        Schema = schema;
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = schema,
            ApplicationName = schema,
        };
        // Round trips and planning are what a step costs; a service has a few dozen statements.
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 60;
        Source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>The service's schema.</summary>
    public string Schema { get; }

    /// <summary>The pool.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Rows of one statement.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? arguments, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await Guarded(async () => (await connection.QueryAsync<T>(new CommandDefinition(sql, arguments, cancellationToken: cancellationToken))).AsList());
    }

    /// <summary>Exactly one row.</summary>
    public async Task<T> QuerySingle<T>(string sql, object? arguments, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await Guarded(() => connection.QuerySingleAsync<T>(new CommandDefinition(sql, arguments, cancellationToken: cancellationToken)));
    }

    /// <summary>One row or none.</summary>
    public async Task<T?> QuerySingleOrDefault<T>(string sql, object? arguments, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await Guarded(() => connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, arguments, cancellationToken: cancellationToken)));
    }

    /// <summary>Runs one statement and tells how many rows it changed.</summary>
    public async Task<int> Execute(string sql, object? arguments, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await Guarded(() => connection.ExecuteAsync(new CommandDefinition(sql, arguments, cancellationToken: cancellationToken)));
    }

    /// <summary>Runs <paramref name="work"/> in one transaction (read committed) and commits it; an exception rolls everything back.</summary>
    public async Task<T> InTransaction<T>(Func<NpgsqlConnection, NpgsqlTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        return await Guarded(async () =>
        {
            var result = await work(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
            return result;
        });
    }

    /// <summary>
    /// Closes the pool's connections, those in use when they are given back. To be called when the server refused a statement and before its connection
    /// is given back: after a refusal while a statement is being auto-prepared, Npgsql 10.0.0 may read that connection's next answer out of step.
    /// </summary>
    public void DiscardConnections() => Source.Clear();

    /// <summary>Closes the pool.</summary>
    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PostgresException)
        {
            DiscardConnections();
            throw;
        }
    }
}
