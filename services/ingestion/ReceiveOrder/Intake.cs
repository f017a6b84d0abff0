using Microsoft.Extensions.Options;
using Workers.Ingestion.Counts;
using Workers.Ingestion.Quarantine;
using Workers.Ingestion.ReadEvent;
using Workers.Postgres;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>The one way in, for bus, HTTP and resubmission: read, record everything of a batch in one transaction, tell what became of each.</summary>
internal sealed class Intake(Database database, IOptions<IngestionOptions> options, TimeProvider clock)
{
    public ReadingLimits Limits { get; } = new(options.Value.MaxBodyBytes, options.Value.MaxLines);

    /// <summary>Records the arrivals. Publishing is the caller's next step, after the commit.</summary>
    public Task<IReadOnlyList<Outcome>> Take(IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var read = arrivals.Select(arrival => (Arrival: arrival, Reading: OrderEventReader.Read(arrival.Body, Limits))).ToArray();
        return Record(read, now, cancellationToken);
    }

    /// <summary>Puts an arrival into quarantine that could be read but not stored.</summary>
    public Task<IReadOnlyList<Outcome>> Quarantine(Arrival arrival, string reason, CancellationToken cancellationToken)
    {
        var violation = new Violation { Code = Codes.NotStorable, Path = "$", Message = Violations.Printable(reason, 500) };
        return Record([(arrival, new Reading(null, [violation]))], clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Counts what was refused to a caller's face without being read.</summary>
    public Task CountRejected(CancellationToken cancellationToken) => database.InTransaction(async (connection, transaction) =>
    {
        await CountStore.Add(connection, transaction, [new CountChange(IntakeCounts.Unknown) { Rejected = 1 }]);
        return true;
    }, cancellationToken);

    private Task<IReadOnlyList<Outcome>> Record(
        IReadOnlyList<(Arrival Arrival, Reading Reading)> read, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.InTransaction<IReadOnlyList<Outcome>>(async (connection, transaction) =>
        {
            var accepted = read.Where(item => item.Reading.Event is not null).Select(item => new NewEvent(item.Arrival, item.Reading.Event!)).ToArray();
            var rows = await IntakeStore.Record(connection, transaction, accepted, now, options.Value.FirstRepublish);
            var outcomes = Judge(read, rows);
            await QuarantineStore.Add(connection, transaction, outcomes, options.Value.MaxQuarantineBytes, now);
            await QuarantineStore.Resolve(connection, transaction, outcomes, now);
            await Journal.Audit(connection, transaction, IntakeAudit.Entries(outcomes));
            await CountStore.Add(connection, transaction, IntakeCounts.Of(outcomes));
            return outcomes.Select(judged => judged.Outcome).ToArray();
        }, cancellationToken);

    private static List<Judged> Judge(IReadOnlyList<(Arrival Arrival, Reading Reading)> read, IReadOnlyDictionary<EventKey, IntakeRow> rows)
    {
        var taken = new HashSet<EventKey>();
        return [.. read.Select(item =>
        {
            var (arrival, reading) = item;
            if (reading.Event is not { } found) return new Judged(reading, Refuse(arrival, reading.Violations));
            var key = EventKey.Of(found);
            var row = rows[key];
            if (!row.ContentHash.AsSpan().SequenceEqual(found.ContentHash)) return new Judged(reading, Refuse(arrival, [Conflict(found, row)]));
            // Of two equal events in one batch the first one is new, the second a duplicate.
            var isNew = row.IsNew && taken.Add(key);
            return new Judged(reading, new Outcome
            {
                Arrival = arrival, Judgement = isNew ? Judgement.Accepted : Judgement.Duplicate, Stored = row.ToMessage(found),
                Adopted = row.AdoptedAt is not null,
            });
        })];
    }

    private static Outcome Refuse(Arrival arrival, IReadOnlyList<Violation> violations) => new()
    {
        Arrival = arrival, Judgement = Judgement.Refused, Violations = violations,
        QuarantineId = arrival.HasCaller ? null : Guid.CreateVersion7(),
    };

    private static Violation Conflict(OrderEvent found, IntakeRow row) => new()
    {
        Code = Codes.VersionConflict, Path = "$.sourceVersion",
        Message = $"Version {found.SourceVersion} of {found.Source} {found.SourceOrderId} is already stored with other content (received {row.ReceivedAt:yyyy-MM-dd HH:mm:ss}Z). Send a changed order with a higher sourceVersion.",
        Expected = "a higher sourceVersion, or the same content", Got = found.SourceVersion.ToString(),
    };
}
