namespace Workers.Contracts.Orders;

/// <summary>
/// The outcome of an order for the outside world: plain JSON (no envelope) on the topic exchange <c>order-status</c>,
/// routing key <c>completed</c>, <c>in-review</c>, <c>failed</c> or <c>cancelled</c>.
/// </summary>
public sealed record OrderStatus
{
    /// <summary><c>completed</c>, <c>in-review</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }
    /// <summary>The staging id.</summary>
    public required Guid OrderId { get; init; }
    /// <summary>The channel in upper case.</summary>
    public required string Source { get; init; }
    /// <summary>The order's id in the channel.</summary>
    public required string SourceOrderId { get; init; }
    /// <summary>The channel's version.</summary>
    public required long SourceVersion { get; init; }
    /// <summary>The number people know the order by.</summary>
    public string? OrderNumber { get; init; }
    /// <summary><c>PROV-2026-000123</c>.</summary>
    public string? ProvisionalOrderId { get; init; }
    /// <summary>See <see cref="OrderIdentity.ExternalId"/>.</summary>
    public required Guid ExternalId { get; init; }
    /// <summary>NetSuite's number, for example <c>SO100234</c>.</summary>
    public string? NetSuiteOrderNumber { get; init; }
    /// <summary>NetSuite's internal id.</summary>
    public long? NetSuiteInternalId { get; init; }
    /// <summary>The item on the board.</summary>
    public long? BoardItemId { get; init; }
    /// <summary>Why, in words, when the order did not complete.</summary>
    public string? Reason { get; init; }
    /// <summary>When it came to that.</summary>
    public required DateTimeOffset At { get; init; }
}
