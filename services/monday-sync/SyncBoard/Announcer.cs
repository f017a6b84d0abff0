using Dapper;
using MassTransit;
using Workers.Hosting;
using Workers.MondaySync.RecordCommands;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Publishes stored results, and again those whose publish was never confirmed.</summary>
internal sealed class Announcer(Database database)
{
    public static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(15);

    public async Task Announce(IPublishEndpoint bus, IReadOnlyList<CommandRow> answered)
    {
        if (answered.Count == 0) return;
        await Publish(bus, answered);
        await database.Execute(
            """
            -- monday_sync: mark announced
            update sync_command command set announced_at = now()
            from unnest(@orderIds, @versions, @attempts, @kinds) as told (order_id, version, attempt, kind)
            where command.order_id = told.order_id and command.version = told.version and command.attempt = told.attempt and command.kind = told.kind
              and command.announced_at is null
            """, Keys(answered), CancellationToken.None);
    }

    /// <summary>A crash between commit and publish leaves results that nobody heard of.</summary>
    public Task<int> AnnounceForgotten(IPublishEndpoint bus, TimeSpan olderThan, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var forgotten = (await connection.QueryAsync<CommandRow>(
                $"""
                -- monday_sync: find unannounced results
                select {CommandRow.Columns} from sync_command
                where outcome is not null and announced_at is null and finished_at < now() - @olderThan
                order by finished_at limit 200 for update skip locked
                """, new { olderThan }, transaction)).AsList();
            if (forgotten.Count == 0) return 0;
            await Publish(bus, forgotten);
            await connection.ExecuteAsync(
                """
                -- monday_sync: mark forgotten results announced
                update sync_command command set announced_at = now()
                from unnest(@orderIds, @versions, @attempts, @kinds) as told (order_id, version, attempt, kind)
                where command.order_id = told.order_id and command.version = told.version and command.attempt = told.attempt and command.kind = told.kind
                """, Keys(forgotten), transaction);
            return forgotten.Count;
        }, cancellationToken);

    private static async Task Publish(IPublishEndpoint bus, IReadOnlyList<CommandRow> answered)
    {
        using var limit = new CancellationTokenSource(PublishLimit);
        await Task.WhenAll(answered.Select(row => bus.PublishFor(row.OrderId, row.ToEvent(), limit.Token)));
    }

    private static object Keys(IReadOnlyList<CommandRow> rows) => new
    {
        orderIds = rows.Select(row => row.OrderId).ToArray(), versions = rows.Select(row => row.Version).ToArray(),
        attempts = rows.Select(row => row.Attempt).ToArray(), kinds = rows.Select(row => row.Kind).ToArray(),
    };
}
