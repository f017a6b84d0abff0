using Workers.Ingestion.ReadEvent;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>Text of message properties, which a publisher may fill with anything.</summary>
internal static class Text
{
    public static string? Storable(string? text) => text is null ? null : Violations.Printable(text, 255);
}
