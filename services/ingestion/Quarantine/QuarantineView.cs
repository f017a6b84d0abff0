using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workers.Ingestion.Quarantine;

/// <summary>An entry as the operator's API shows it.</summary>
internal sealed record QuarantineView
{
    public required Guid Id { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required string Channel { get; init; }
    public string? RoutingKey { get; init; }
    public string? ContentType { get; init; }
    public required string Code { get; init; }
    public required string Reason { get; init; }
    public required JsonElement Violations { get; init; }
    public required string Source { get; init; }
    public string? SourceOrderId { get; init; }
    public long? SourceVersion { get; init; }
    public Guid? OrderId { get; init; }
    public required long BodyLength { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public string? Resolution { get; init; }
    public string? ResolvedBy { get; init; }
    public string? ResolvedReason { get; init; }
    public Guid? ResubmittedOrderId { get; init; }
    public long? ResubmittedVersion { get; init; }

    /// <summary>The bytes as text, as far as they are text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Payload { get; init; }

    /// <summary>The bytes exactly.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PayloadBase64 { get; init; }

    public static QuarantineView Of(QuarantineEntry entry) => new()
    {
        Id = entry.Id, ReceivedAt = entry.ReceivedAt, Channel = entry.Channel, RoutingKey = entry.RoutingKey, ContentType = entry.ContentType,
        Code = entry.Code, Reason = entry.Reason, Violations = JsonSerializer.Deserialize<JsonElement>(entry.Violations),
        Source = entry.Source, SourceOrderId = entry.SourceOrderId, SourceVersion = entry.SourceVersion, OrderId = entry.StagingId,
        BodyLength = entry.BodyLength, ResolvedAt = entry.ResolvedAt, Resolution = entry.Resolution, ResolvedBy = entry.ResolvedBy,
        ResolvedReason = entry.ResolvedReason, ResubmittedOrderId = entry.ResubmittedStagingId, ResubmittedVersion = entry.ResubmittedVersion,
    };
}
