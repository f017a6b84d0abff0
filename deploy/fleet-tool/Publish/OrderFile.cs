using System.Text;
using System.Text.Json;
using Workers.Contracts;
using Workers.Fleet.Home;

namespace Workers.Fleet.Publish;

/// <summary>One event of a file: the bytes as they stand there, and which order they speak of when that can be read.</summary>
internal sealed record OrderEvent(byte[] Body, string Source, string? SourceOrderId)
{
    public string RoutingKey => Source.ToLowerInvariant();

    public Guid? ExternalId => SourceOrderId is null ? null : OrderIdentity.ExternalId(Source, SourceOrderId);
}

/// <summary>Order events from a file: one JSON object per line, or one JSON array.</summary>
internal static class OrderFile
{
    public static IReadOnlyList<OrderEvent> Read(string path)
    {
        if (!File.Exists(path))
            throw new FleetException($"There is no file {path}.", ExitCode.WrongUse);

        var text = File.ReadAllText(path);
        var events = text.AsSpan().TrimStart().StartsWith("[")
            ? JsonDocument.Parse(text).RootElement.EnumerateArray().Select(element => element.GetRawText())
            : text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line));
        return [.. events.Select(Parse)];
    }

    // What cannot be read is published all the same: to judge it is the intake's task.
    private static OrderEvent Parse(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return new(body, Text(root, "source") ?? "unknown", Text(root, "sourceOrderId"));
        }
        catch (JsonException)
        {
            return new(body, "unknown", null);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
