using Workers.Ingestion.ReadEvent;
using Workers.Ingestion.ReceiveOrder;

namespace Workers.Ingestion.Counts;

/// <summary>How the figures of one source change.</summary>
internal sealed record CountChange(string Source)
{
    public int Accepted { get; init; }

    public int Duplicates { get; init; }

    public int Quarantined { get; init; }

    public int Rejected { get; init; }
}

/// <summary>Which figure an outcome belongs to. An event that leaves quarantine moves from one figure to the other; it was received once.</summary>
internal static class IntakeCounts
{
    /// <summary>The source of what could not be read.</summary>
    public const string Unknown = "UNKNOWN";

    public static IReadOnlyList<CountChange> Of(IReadOnlyList<Judged> outcomes) =>
        [.. outcomes.Select(Change).GroupBy(change => change.Source).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new CountChange(group.Key)
        {
            Accepted = group.Sum(change => change.Accepted), Duplicates = group.Sum(change => change.Duplicates),
            Quarantined = group.Sum(change => change.Quarantined), Rejected = group.Sum(change => change.Rejected),
        })];

    private static CountChange Change(Judged judged)
    {
        var change = new CountChange(judged.Reading.Source ?? Unknown);
        return judged.Outcome switch
        {
            { Judgement: Judgement.Accepted } => change with { Accepted = 1 },
            { Judgement: Judgement.Duplicate } => change with { Duplicates = 1 },
            { Arrival.HasCaller: true } => change with { Rejected = 1 },
            _ => change with { Quarantined = 1 },
        };
    }
}
