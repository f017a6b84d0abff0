using System.Text.Json;
using Workers.LocalServers;

namespace Workers.Fleet.Services;

/// <summary>The last thing a process said, short enough for a table: of a JSON log line only the message and the exception's first line.</summary>
internal static class LastWords
{
    public static string Of(string log)
    {
        var line = LogTail.LastLine(log) ?? "(no output)";
        try
        {
            var record = JsonSerializer.Deserialize<JsonElement>(line);
            var exception = record.TryGetProperty("Exception", out var text) ? $": {text.GetString()?.Split('\n')[0]}" : "";
            return Short(record.GetProperty("RenderedMessage").GetString() + exception);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Short(line);
        }
    }

    private static string Short(string text) => text.Length <= 240 ? text : text[..240] + " ...";
}
