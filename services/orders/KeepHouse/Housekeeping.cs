using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Workers.Postgres;

namespace Workers.Orders.KeepHouse;

/// <summary>Once a day: partitions for the months ahead, and whole months that are past their retention go. Safe in every instance at once.</summary>
internal sealed class Housekeeping(Database database, IOptions<OrdersOptions> options, TimeProvider clock, ILogger<Housekeeping> logger) : BackgroundService
{
    public async Task<(int Made, int Dropped)> RunOnce(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var made = await database.QuerySingle<int>("-- orders: make partitions\nselect make_partitions(@PartitionMonthsAhead)", new { settings.PartitionMonthsAhead }, cancellationToken);
        var dropped = await database.QuerySingle<int>(
            "-- orders: drop expired months\nselect drop_expired(@KeepOrdersDays, @KeepErrorsDays, @KeepAuditYears)",
            new { settings.KeepOrdersDays, settings.KeepErrorsDays, settings.KeepAuditYears }, cancellationToken);
        if (made + dropped > 0) logger.LogInformation("{Made} partitions made ahead, {Dropped} expired ones dropped", made, dropped);
        return (made, dropped);
    }

    /// <summary>For the verb <c>migrate</c>, as the schema's owner.</summary>
    public static async Task<string> MakePartitions(string migratorConnectionString, int monthsAhead, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(migratorConnectionString) { Pooling = false, SearchPath = "orders" }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync("set role orders_owner");
        var made = await connection.QuerySingleAsync<int>(new CommandDefinition("select make_partitions(@monthsAhead)", new { monthsAhead }, cancellationToken: cancellationToken));
        return $"schema orders: {made} partitions made, {monthsAhead} months ahead";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var day = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        try
        {
            do await Try(stoppingToken);
            while (await day.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task Try(CancellationToken stoppingToken)
    {
        try
        {
            await RunOnce(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning("Housekeeping did not complete and is repeated tomorrow or at the next start: {Error}", exception.Message);
        }
    }
}
