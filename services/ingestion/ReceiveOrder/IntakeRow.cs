using Workers.Contracts;
using Workers.Contracts.Ingestion;
using Workers.Ingestion.ReadEvent;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>An outcome with what was read.</summary>
internal sealed record Judged(Reading Reading, Outcome Outcome);

/// <summary>What makes two events the same.</summary>
internal readonly record struct EventKey(string Source, string SourceOrderId, long Version)
{
    public static EventKey Of(OrderEvent found) => new(found.Source, found.SourceOrderId, found.SourceVersion);
}

/// <summary>An event to be stored, with the bytes it came as.</summary>
internal sealed record NewEvent(Arrival Arrival, OrderEvent Event);

/// <summary>The row of the journal, old or new.</summary>
internal sealed record IntakeRow
{
    public required Guid StagingId { get; init; }
    public required string Source { get; init; }
    public required string SourceOrderId { get; init; }
    public required long SourceVersion { get; init; }
    public required byte[] ContentHash { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public DateTime? AdoptedAt { get; init; }
    public bool IsNew { get; init; }

    /// <summary>The bytes it came as; read where it is published again.</summary>
    public byte[]? Payload { get; init; }

    public OrderReceived ToMessage(OrderEvent found) => new()
    {
        OrderId = StagingId, Version = SourceVersion, Attempt = 0, EventType = found.EventType,
        Source = Source, SourceOrderId = SourceOrderId, ExternalId = OrderIdentity.ExternalId(Source, SourceOrderId),
        ReceivedAt = new DateTimeOffset(ReceivedAt, TimeSpan.Zero), Order = found.Order,
    };
}
