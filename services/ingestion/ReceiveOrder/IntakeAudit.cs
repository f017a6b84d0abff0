using System.Text.Json;
using Workers.Ingestion.ReadEvent;
using Workers.Postgres;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>One audit row per order event that became new here, and per one that went to quarantine.</summary>
internal static class IntakeAudit
{
    public static IReadOnlyList<AuditEntry> Entries(IReadOnlyList<Judged> outcomes) =>
        [.. outcomes.Select(judged => judged.Outcome).Select(Entry).OfType<AuditEntry>()];

    private static AuditEntry? Entry(Outcome outcome) => outcome switch
    {
        { Judgement: Judgement.Accepted, Stored: { } stored } => new()
        {
            OrderId = stored.OrderId, EventType = "ORDER_RECEIVED", Source = "ingestion", User = outcome.Arrival.Cures?.By,
            Description = $"{stored.EventType} version {stored.Version} of {stored.Source} {stored.SourceOrderId} by {outcome.Arrival.Channel}",
            NewValue = JsonSerializer.Serialize(new { version = stored.Version, eventType = stored.EventType, source = stored.Source, sourceOrderId = stored.SourceOrderId }),
        },
        { QuarantineId: { } id } => new()
        {
            EventType = "ORDER_QUARANTINED", Source = "ingestion",
            Description = Violations.ReasonOf(outcome.Violations),
            NewValue = JsonSerializer.Serialize(new { quarantineId = id, code = Violations.CodeOf(outcome.Violations) }),
        },
        _ => null,
    };
}
