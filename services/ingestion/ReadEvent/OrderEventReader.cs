using System.Text.RegularExpressions;
using Workers.Contracts;

namespace Workers.Ingestion.ReadEvent;

/// <summary>
/// Bytes to an order event, or to everything that is wrong with them. Pure and total: no input makes it throw.
/// The rules are those of <c>contracts/order-event.schema.json</c>, and those that a schema cannot say: sums, currencies, keys that are there twice.
/// </summary>
internal static partial class OrderEventReader
{
    public static Reading Read(ReadOnlyMemory<byte> body, ReadingLimits limits)
    {
        var violations = new Violations();
        if (body.Length > limits.MaxBodyBytes)
        {
            violations.Add(Codes.Oversized, "$", $"The body is too large: {body.Length} bytes, {limits.MaxBodyBytes} are allowed.", $"at most {limits.MaxBodyBytes} bytes", $"{body.Length} bytes");
            return new(null, violations.Found);
        }
        using var document = JsonBody.Parse(body, violations);
        if (document is null) return new(null, violations.Found);

        var fields = new Fields(document.RootElement, "$", violations);
        if (violations.Count > 0) return new(null, violations.Found);

        var source = ReadSource(fields);
        var eventType = ReadEventType(fields);
        var sourceOrderId = fields.Key("sourceOrderId", source == "SALESFORCE" ? 18 : 100, required: true);
        var version = fields.Whole("sourceVersion", long.MaxValue, required: true);
        var order = eventType is EventTypes.Placed or EventTypes.Changed ? OrderContentReader.Read(fields, violations, limits) : null;

        var complete = violations.Count == 0;
        return new(
            complete
                ? new OrderEvent
                {
                    EventType = eventType!, Source = source!, SourceOrderId = sourceOrderId!, SourceVersion = version!.Value, Order = order,
                    ContentHash = CanonicalJson.Hash(document.RootElement),
                }
                : null,
            violations.Found)
        {
            Source = source, SourceOrderId = sourceOrderId, SourceVersion = version,
        };
    }

    private static string? ReadSource(Fields fields)
    {
        var source = fields.Text("source", 30, required: true);
        if (source is null) return null;
        return SourcePattern().IsMatch(source)
            ? source.ToUpperInvariant()
            : fields.Refuse("source", Codes.Schema, "The source is not a channel's name.", "letters, digits, '_' or '-', beginning with a letter", source);
    }

    private static string? ReadEventType(Fields fields)
    {
        var eventType = fields.Text("eventType", 50, required: true);
        return eventType switch
        {
            null or EventTypes.Placed or EventTypes.Changed or EventTypes.Cancelled => eventType,
            _ => fields.Refuse("eventType", Codes.UnknownEventType, "The event type is unknown.", $"{EventTypes.Placed}, {EventTypes.Changed} or {EventTypes.Cancelled}", eventType),
        };
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,29}\z")]
    private static partial Regex SourcePattern();
}

/// <summary>What a document may be like at most.</summary>
internal sealed record ReadingLimits(int MaxBodyBytes, int MaxLines);
