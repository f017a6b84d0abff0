using System.Text.Json;
using Workers.MondaySync.CallMonday;

namespace Workers.MondaySync.CheckBoard;

/// <summary>A board as Monday describes it.</summary>
internal sealed record BoardShape(long Id, string Name, int Items, IReadOnlyList<string> Groups, IReadOnlyList<ColumnShape> Columns)
{
    /// <summary>The board of its subitems, or null where it has none yet.</summary>
    public long? SubitemBoard { get; init; }

    public static BoardShape Read(JsonElement board)
    {
        var columns = board.GetProperty("columns").EnumerateArray().Select(ColumnShape.Read).ToList();
        return new BoardShape(ReplyReader.Id(board) ?? 0, board.GetProperty("name").GetString() ?? "",
            board.TryGetProperty("items_count", out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt32() : 0,
            [.. board.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("id").GetString()!)], columns)
        {
            SubitemBoard = columns.FirstOrDefault(column => column.Type is "subtasks" or "subitems")?.BoardId,
        };
    }
}

/// <summary>A column as Monday describes it.</summary>
internal sealed record ColumnShape(string Id, string Type, IReadOnlyList<string> Labels, long? BoardId)
{
    public static ColumnShape Read(JsonElement column)
    {
        var settings = Settings(column);
        return new ColumnShape(column.GetProperty("id").GetString()!, column.GetProperty("type").GetString()!, [.. LabelsOf(settings)],
            settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("boardIds", out var ids) && ids.ValueKind == JsonValueKind.Array && ids.GetArrayLength() > 0
            && long.TryParse(ids[0].ToString(), out var id) ? id : null);
    }

    private static JsonElement Settings(JsonElement column)
    {
        try
        {
            return column.TryGetProperty("settings_str", out var text) && text.ValueKind == JsonValueKind.String ? JsonElement.Parse(text.GetString()!) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // An object by index in the older form, a list of names or objects in the newer one.
    private static IEnumerable<string> LabelsOf(JsonElement settings)
    {
        if (settings.ValueKind != JsonValueKind.Object || !settings.TryGetProperty("labels", out var labels)) return [];
        return labels.ValueKind switch
        {
            JsonValueKind.Object => labels.EnumerateObject().Select(label => label.Value.ToString()),
            JsonValueKind.Array => labels.EnumerateArray().Select(label =>
                label.ValueKind == JsonValueKind.Object ? (label.TryGetProperty("label", out var word) ? word : label.TryGetProperty("name", out var name) ? name : default).ToString() : label.ToString()),
            _ => [],
        };
    }
}
