using MassTransit;
using Workers.Hosting;
using Workers.Postgres;

namespace Workers.NetSuitePoller.SalesOrders;

/// <summary>Publishes what is stored, then notes that it was published. What a crash left unannounced is found by its empty <c>announced_at</c>.</summary>
internal sealed class Announcer(Database database)
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(30);

    public async Task Announce(IPublishEndpoint bus, IReadOnlyList<Request> rows, CancellationToken cancellationToken)
    {
        var events = rows.Select(row => (Row: row, Event: RequestEvents.Of(row))).Where(pair => pair.Event is not null).ToList();
        if (events.Count == 0) return;

        // A client library can wait for ever after a broker restart.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PublishLimit);
        await Task.WhenAll(events.Select(pair => Publish(bus, pair.Row, pair.Event!, limit.Token)));
        await MarkAnnounced([.. events.Where(pair => pair.Row.AnnouncedAt is null).Select(pair => pair.Row)], cancellationToken);
    }

    /// <summary>Rows whose announcement did not happen.</summary>
    public Task<IReadOnlyList<Request>> Forgotten(TimeSpan after, CancellationToken cancellationToken) => database.Query<Request>(
        $"""
        -- netsuite_poller: finished and not announced
        select {Request.Columns} from request
        where announced_at is null and stage not in ('PENDING', 'SUPERSEDED') and stage_at < now() - @after
        order by stage_at
        limit 200
        """, new { after }, cancellationToken);

    private static Task Publish(IPublishEndpoint bus, Request row, object message, CancellationToken cancellationToken) =>
        bus.PublishFor(row.OrderId, message, cancellationToken);

    private Task MarkAnnounced(List<Request> rows, CancellationToken cancellationToken) => rows.Count == 0 ? Task.CompletedTask : database.Execute(
        """
        -- netsuite_poller: mark announced
        update request r set announced_at = now()
        from unnest(@ids, @versions, @attempts, @kinds, @stages) k (order_id, version, attempt, kind, stage)
        where r.order_id = k.order_id and r.version = k.version and r.attempt = k.attempt and r.kind = k.kind
          and r.stage = k.stage and r.announced_at is null
        """,
        new
        {
            ids = rows.Select(row => row.OrderId).ToArray(),
            versions = rows.Select(row => row.Version).ToArray(),
            attempts = rows.Select(row => row.Attempt).ToArray(),
            kinds = rows.Select(row => row.Kind).ToArray(),
            stages = rows.Select(row => row.Stage).ToArray(),
        }, cancellationToken);
}
