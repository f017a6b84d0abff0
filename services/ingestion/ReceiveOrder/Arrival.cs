using Workers.Contracts.Ingestion;
using Workers.Ingestion.ReadEvent;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>Something that arrived, not yet judged.</summary>
internal sealed record Arrival
{
    public const string Bus = "bus";
    public const string Http = "http";
    public const string Resubmit = "resubmit";

    public required byte[] Body { get; init; }

    /// <summary><see cref="Bus"/>, <see cref="Http"/> or <see cref="Resubmit"/>.</summary>
    public required string Channel { get; init; }

    public string? RoutingKey { get; init; }

    public string? ContentType { get; init; }

    /// <summary>W3C trace context of the publisher.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The broker has delivered it before: it may be in quarantine already.</summary>
    public bool Redelivered { get; init; }

    /// <summary>The quarantine entry that this arrival is the cure of.</summary>
    public Resubmission? Cures { get; init; }

    /// <summary>A caller who waits for the answer is told; what came by the bus is quarantined.</summary>
    public bool HasCaller => Channel != Bus;
}

/// <summary>Who sends which quarantine entry again, and why.</summary>
internal sealed record Resubmission(Guid QuarantineId, string By, string Reason);

internal enum Judgement
{
    Accepted,
    Duplicate,
    /// <summary>In quarantine, or refused to a caller's face.</summary>
    Refused,
}

/// <summary>What became of an arrival.</summary>
internal sealed record Outcome
{
    public required Arrival Arrival { get; init; }

    public required Judgement Judgement { get; init; }

    /// <summary>What is stored; null for a refused arrival.</summary>
    public OrderReceived? Stored { get; init; }

    /// <summary>The saga has it already; nothing is published again.</summary>
    public bool Adopted { get; init; }

    public Guid? QuarantineId { get; init; }

    public IReadOnlyList<Violation> Violations { get; init; } = [];
}
