using Dapper;
using Npgsql;
using Workers.Contracts;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>Identity and journal of order events.</summary>
internal static class IntakeStore
{
    /// <summary>
    /// Stores what is new and returns the row of every event, old or new. Keys are sorted, so that two batches with the same orders wait for
    /// each other instead of deadlocking; of equal keys in one batch the first is stored.
    /// </summary>
    public static async Task<IReadOnlyDictionary<EventKey, IntakeRow>> Record(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<NewEvent> events, DateTimeOffset now, TimeSpan firstRepublish)
    {
        if (events.Count == 0) return new Dictionary<EventKey, IntakeRow>();
        var distinct = events.DistinctBy(item => EventKey.Of(item.Event)).ToArray();
        var identities = distinct.DistinctBy(item => (item.Event.Source, item.Event.SourceOrderId)).ToArray();
        var rows = await connection.QueryAsync<IntakeRow>(
            """
            -- ingestion: record order events
            with identity as (
              insert into order_identity as i (source, source_order_id, staging_id, external_id)
              select * from unnest(@identitySources, @identityOrderIds, @newIds, @externalIds) as n(source, source_order_id, staging_id, external_id)
              order by source, source_order_id
              on conflict (source, source_order_id) do update set source = excluded.source
              returning i.source, i.source_order_id, i.staging_id
            ),
            event as (
              select identity.staging_id, n.*
              from unnest(@sources, @orderIds, @versions, @types, @bodies, @hashes, @channels, @routingKeys, @traces)
                as n(source, source_order_id, source_version, event_type, payload, content_hash, channel, routing_key, trace_parent)
              join identity using (source, source_order_id)
            ),
            stored as (
              insert into intake as j (staging_id, source_version, event_type, payload, content_hash, received_at, channel, routing_key, trace_parent, next_publish_at)
              select staging_id, source_version, event_type, payload, content_hash, @now, channel, routing_key, trace_parent, now() + @firstRepublish
              from event
              order by staging_id, source_version
              on conflict (staging_id, source_version) do update set source_version = excluded.source_version
              returning j.staging_id, j.source_version, j.content_hash, j.received_at, j.adopted_at, j.xmax = 0 as is_new
            )
            select stored.*, identity.source, identity.source_order_id
            from stored join identity using (staging_id)
            """,
            new
            {
                identitySources = identities.Select(item => item.Event.Source).ToArray(),
                identityOrderIds = identities.Select(item => item.Event.SourceOrderId).ToArray(),
                newIds = identities.Select(_ => Guid.CreateVersion7(now)).ToArray(),
                externalIds = identities.Select(item => OrderIdentity.ExternalId(item.Event.Source, item.Event.SourceOrderId)).ToArray(),
                sources = distinct.Select(item => item.Event.Source).ToArray(),
                orderIds = distinct.Select(item => item.Event.SourceOrderId).ToArray(),
                versions = distinct.Select(item => item.Event.SourceVersion).ToArray(),
                types = distinct.Select(item => item.Event.EventType).ToArray(),
                bodies = distinct.Select(item => item.Arrival.Body).ToArray(),
                hashes = distinct.Select(item => item.Event.ContentHash).ToArray(),
                channels = distinct.Select(item => item.Arrival.Channel).ToArray(),
                routingKeys = distinct.Select(item => Text.Storable(item.Arrival.RoutingKey)).ToArray(),
                traces = distinct.Select(item => Text.Storable(item.Arrival.TraceParent)).ToArray(),
                now,
                firstRepublish,
            }, transaction);
        return rows.ToDictionary(row => new EventKey(row.Source, row.SourceOrderId, row.SourceVersion));
    }
}
