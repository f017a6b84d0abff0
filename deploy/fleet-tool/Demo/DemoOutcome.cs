using System.Text.Json.Serialization;

namespace Workers.Fleet.Demo;

/// <summary>
/// What became of the orders of one file. <c>Published</c> and <c>Quarantined</c> count events of this run; everything else counts the
/// file's orders, whenever they were first sent, so that publishing the same file twice shows the same figures.
/// </summary>
internal sealed record DemoOutcome
{
    public int Published { get; init; }

    /// <summary>Orders that intake took; each is in exactly one of the buckets below.</summary>
    public int Accepted { get; init; }

    public int Completed { get; init; }

    public int InReview { get; init; }

    public int Failed { get; init; }

    public int Cancelled { get; init; }

    public long Quarantined { get; init; }

    public int Moving { get; init; }

    /// <summary>Live sales orders of the file's orders in NetSuite's ledger.</summary>
    public int SalesOrders { get; init; }

    public int BoardItems { get; init; }

    public int BoardSubitems { get; init; }

    public double Seconds { get; init; }

    /// <summary>Orders of the file that are neither accepted nor in quarantine: still on their way to the intake.</summary>
    [JsonIgnore]
    public int NotSeen { get; init; }

    [JsonIgnore]
    public bool AllAccountedFor => NotSeen == 0 && Moving == 0;

    public override string ToString() =>
        $"published {Published}, accepted {Accepted}, completed {Completed}, in review {InReview}, failed {Failed}, cancelled {Cancelled}, quarantined {Quarantined}, moving {Moving}";
}
