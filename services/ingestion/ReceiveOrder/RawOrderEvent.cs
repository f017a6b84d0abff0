namespace Workers.Ingestion.ReceiveOrder;

/// <summary>A message of the exchange <c>order-events</c> as it came: any bytes, any content type.</summary>
public sealed record RawOrderEvent
{
    /// <summary>The body.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The routing key it was published with.</summary>
    public string? RoutingKey { get; init; }

    /// <summary>The content type the publisher claimed.</summary>
    public string? ContentType { get; init; }

    /// <summary>W3C trace context of the publisher.</summary>
    public string? TraceParent { get; init; }
}
