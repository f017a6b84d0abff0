using Workers.Contracts.Ingestion;

namespace Workers.Ingestion.ReadEvent;

/// <summary>An order event that keeps every rule.</summary>
internal sealed record OrderEvent
{
    public required string EventType { get; init; }

    /// <summary>In upper case.</summary>
    public required string Source { get; init; }

    public required string SourceOrderId { get; init; }

    public required long SourceVersion { get; init; }

    /// <summary>Null for a cancellation.</summary>
    public OrderDocument? Order { get; init; }

    /// <summary>See <see cref="CanonicalJson"/>.</summary>
    public required byte[] ContentHash { get; init; }
}

/// <summary>What reading gave: an event, or everything that is wrong. Source and id are there as far as they could be read.</summary>
internal sealed record Reading(OrderEvent? Event, IReadOnlyList<Violation> Violations)
{
    public string? Source { get; init; }

    public string? SourceOrderId { get; init; }

    public long? SourceVersion { get; init; }
}
