using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Workers.Postgres;

/// <summary>Registers a service's slice of the database.</summary>
public static class DatabaseRegistration
{
    /// <summary>
    /// Adds <see cref="Database"/> and <see cref="Migrator"/> for the schema, a readiness check on connection and schema version,
    /// and the action that the verb <c>migrate</c> runs.
    /// </summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="configuration">Holds section <c>Database</c>.</param>
    /// <param name="schema">The schema, which is also the login role.</param>
    /// <param name="migrations">The assembly that embeds the migrations; the calling assembly when null.</param>
    public static IServiceCollection AddDatabase(
        this IServiceCollection services, IConfiguration configuration, string schema, Assembly? migrations = null)
    {
        var assembly = migrations ?? Assembly.GetEntryAssembly()!;
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section))
            .Validate(options => options.ConnectionString.Length > 0 || options.MigratorConnectionString is { Length: > 0 },
                "Database:ConnectionString: The connection string of the service's own role is needed. Set DATABASE__CONNECTIONSTRING.")
            .ValidateOnStart();
        services.AddSingleton(provider => new Database(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString, schema));
        services.AddSingleton(new Migrator(assembly, schema));
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", tags: ["ready"]);
        services.AddKeyedSingleton<Func<CancellationToken, Task<string>>>("migrate", (provider, _) => async cancellationToken =>
        {
            var connectionString = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigratorConnectionString
                ?? throw new InvalidOperationException("Database:MigratorConnectionString is not set. Set DATABASE__MIGRATORCONNECTIONSTRING to a role that may become the schema's owner.");
            var applied = await provider.GetRequiredService<Migrator>().Migrate(connectionString, cancellationToken);
            return applied.Count == 0 ? $"schema {schema} is up to date" : $"schema {schema}: applied {string.Join(", ", applied)}";
        });
        return services;
    }
}

internal sealed class DatabaseHealthCheck(Database database, Migrator migrator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await migrator.Check(database, cancellationToken) is { } wrong
                ? HealthCheckResult.Unhealthy(wrong)
                : HealthCheckResult.Healthy($"schema {database.Schema}");
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"no answer from the database: {exception.Message}", exception);
        }
    }
}
