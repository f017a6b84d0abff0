using Workers.Hosting;
using Workers.Postgres;

namespace Workers.Ingestion.Counts;

/// <summary>The figures of intake, read in one snapshot.</summary>
internal sealed class CountQueries(Database database)
{
    public async Task<object> Read(CancellationToken cancellationToken)
    {
        var rows = await database.Query<SourceCounts>(
            """
            -- ingestion: counts
            with counted as (
              select source, sum(received)::bigint as received, sum(accepted)::bigint as accepted, sum(duplicates)::bigint as duplicates,
                     sum(quarantined)::bigint as quarantined, sum(rejected)::bigint as rejected
              from intake_count group by source
            ),
            waiting as (
              select i.source, count(*) as not_adopted
              from intake j join order_identity i using (staging_id)
              where j.adopted_at is null group by i.source
            ),
            held as (
              select source, count(*) as open from quarantine where resolved_at is null group by source
            )
            select counted.*, coalesce(not_adopted, 0) as not_adopted, coalesce(open, 0) as quarantine_open
            from counted left join waiting using (source) left join held using (source)
            order by source
            """, null, cancellationToken);
        var total = rows.Aggregate(new SourceCounts(), (sum, row) => sum.Plus(row));
        return new
        {
            total.Received, total.Accepted, total.Duplicates, total.Quarantined, total.Rejected, total.Adopted, total.NotAdopted, total.QuarantineOpen,
            PerSource = rows.ToDictionary(row => row.Source, row => row),
        };
    }
}

/// <summary>The figures of one source.</summary>
internal sealed record SourceCounts
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Source { get; init; } = "";
    public long Received { get; init; }
    public long Accepted { get; init; }
    public long Duplicates { get; init; }
    /// <summary>Events in quarantine or discarded from it; one that was cured has moved to accepted or duplicates.</summary>
    public long Quarantined { get; init; }
    /// <summary>Refused to a caller's face.</summary>
    public long Rejected { get; init; }
    public long Adopted => Accepted - NotAdopted;
    public long NotAdopted { get; init; }
    /// <summary>Entries of quarantine that wait for a person.</summary>
    public long QuarantineOpen { get; init; }

    public SourceCounts Plus(SourceCounts other) => new()
    {
        Received = Received + other.Received, Accepted = Accepted + other.Accepted, Duplicates = Duplicates + other.Duplicates,
        Quarantined = Quarantined + other.Quarantined, Rejected = Rejected + other.Rejected,
        NotAdopted = NotAdopted + other.NotAdopted, QuarantineOpen = QuarantineOpen + other.QuarantineOpen,
    };
}

internal static class CountEndpoints
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapOperatorGroup().MapGet("/intake/counts", async (CountQueries counts, CancellationToken cancellationToken) => Results.Ok(await counts.Read(cancellationToken)));
}
