using Dapper;
using Npgsql;

namespace Workers.Ingestion.Counts;

/// <summary>The figures of intake.</summary>
internal static class CountStore
{
    private const int Shards = 16;

    /// <summary>Adds to the figures. Last statement of a transaction, so that the row is locked for the commit alone.</summary>
    public static Task Add(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<CountChange> changes) =>
        changes.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(
            """
            -- ingestion: count
            insert into intake_count as c (source, shard, received, accepted, duplicates, quarantined, rejected)
            select source, @shard, accepted + duplicates + quarantined, accepted, duplicates, quarantined, rejected
            from unnest(@sources, @accepted, @duplicates, @quarantined, @rejected) as n(source, accepted, duplicates, quarantined, rejected)
            order by source
            on conflict (source, shard) do update set
              received = c.received + excluded.received, accepted = c.accepted + excluded.accepted, duplicates = c.duplicates + excluded.duplicates,
              quarantined = c.quarantined + excluded.quarantined, rejected = c.rejected + excluded.rejected
            """,
            new
            {
                shard = connection.ProcessID % Shards,
                sources = changes.Select(change => change.Source).ToArray(),
                accepted = changes.Select(change => change.Accepted).ToArray(),
                duplicates = changes.Select(change => change.Duplicates).ToArray(),
                quarantined = changes.Select(change => change.Quarantined).ToArray(),
                rejected = changes.Select(change => change.Rejected).ToArray(),
            }, transaction);
}
