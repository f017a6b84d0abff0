using Microsoft.Extensions.Options;
using Workers.Ingestion.ReceiveOrder;
using Workers.Postgres;

namespace Workers.Ingestion.Republish;

/// <summary>Reads events of the journal that are to be published again.</summary>
internal sealed class RepublishStore(Database database, IOptions<IngestionOptions> options)
{
    /// <summary>
    /// Events nobody has adopted and that are due. Each is due again after twice the time, which is the lease as well:
    /// who crashes before the publish loses nothing but that time. The clock is the database's.
    /// </summary>
    public Task<IReadOnlyList<IntakeRow>> TakeDue(int limit, CancellationToken cancellationToken) => database.Query<IntakeRow>(
        """
        -- ingestion: take events to publish again
        with due as (
          select staging_id, source_version
          from intake
          where adopted_at is null and next_publish_at <= now()
          order by next_publish_at
          limit @limit
          for update skip locked
        )
        update intake j
        set republished_count = j.republished_count + 1,
            next_publish_at = now() + least(@first * power(2, least(j.republished_count + 1, 20)), @longest)
        from due d, order_identity i
        where j.staging_id = d.staging_id and j.source_version = d.source_version and i.staging_id = j.staging_id
        returning j.staging_id, j.source_version, i.source, i.source_order_id, j.content_hash, j.received_at, j.payload
        """,
        new { limit, first = options.Value.FirstRepublish, longest = options.Value.LongestRepublish }, cancellationToken);

    /// <summary>The next page of a time range, adopted or not.</summary>
    public Task<IReadOnlyList<IntakeRow>> Page(ReplayPosition from, DateTimeOffset to, int limit, CancellationToken cancellationToken) => database.Query<IntakeRow>(
        """
        -- ingestion: page of the journal
        select j.staging_id, j.source_version, i.source, i.source_order_id, j.content_hash, j.received_at, j.payload
        from intake j join order_identity i using (staging_id)
        where j.received_at >= @ReceivedAt and j.received_at < @to
          and (j.received_at, j.staging_id, j.source_version) > (@ReceivedAt, @StagingId, @Version)
        order by j.received_at, j.staging_id, j.source_version
        limit @limit
        """,
        new { from.ReceivedAt, from.StagingId, from.Version, to, limit }, cancellationToken);

    /// <summary>How many wait for adoption, and since when the oldest does.</summary>
    public Task<WaitingEvents> Waiting(CancellationToken cancellationToken) => database.QuerySingle<WaitingEvents>(
        """
        -- ingestion: events that wait for adoption
        select count(*) as count, coalesce(extract(epoch from now() - min(received_at)), 0)::float8 as oldest_seconds
        from intake
        where adopted_at is null
        """,
        null, cancellationToken);
}

/// <summary>Where a replay goes on.</summary>
internal sealed record ReplayPosition(DateTimeOffset ReceivedAt, Guid StagingId, long Version);

/// <summary>Figures of the journal.</summary>
internal sealed record WaitingEvents
{
    public long Count { get; init; }
    public double OldestSeconds { get; init; }
}
