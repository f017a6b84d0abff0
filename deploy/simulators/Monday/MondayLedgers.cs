using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.Monday;

/// <summary>What stands on the boards, as an independent witness sees it.</summary>
internal static class MondayLedgers
{
    public static bool Write(string thing, DateTimeOffset? since, Utf8JsonWriter json, Boards boards)
    {
        if (thing is not ("items" or "subitems" or "boards"))
            return false;

        json.WriteStartArray();
        foreach (var board in boards.ById.Values)
        {
            if (thing == "boards")
                WriteBoard(json, board);
            else if (board.IsSubitemBoard == (thing == "subitems"))
                WriteItems(json, board, since);
        }

        json.WriteEndArray();
        return true;
    }

    public static bool WriteSummary(string thing, Utf8JsonWriter json, Boards boards)
    {
        if (thing is not ("items" or "subitems" or "boards"))
            return false;

        var counted = boards.ById.Values.Where(board => thing == "boards" || board.IsSubitemBoard == (thing == "subitems")).ToList();
        json.WriteStartObject();
        json.WriteNumber("count", thing == "boards" ? counted.Count : counted.Sum(board => board.Items.Count));
        json.WriteNumber("active", thing == "boards" ? counted.Count(board => board.State == "active") : counted.Sum(board => board.ActiveItems));
        json.WriteEndObject();
        return true;
    }

    private static void WriteItems(Utf8JsonWriter json, Board board, DateTimeOffset? since)
    {
        foreach (var item in board.Items)
        {
            if (since is null || item.UpdatedAt >= since)
                WriteItem(json, item);
        }
    }

    private static void WriteItem(Utf8JsonWriter json, Item item)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        json.WriteString("boardId", item.Board.Id);
        if (item.Parent is { } parent)
            json.WriteString("parentItemId", parent.Id);
        json.WriteString("name", item.Name);
        json.WriteString("group", item.Group.Id);
        json.WriteString("state", item.State);
        json.WriteString("createdAt", JsonText.Iso(item.CreatedAt));
        json.WriteString("updatedAt", JsonText.Iso(item.UpdatedAt));
        json.WriteStartObject("columnValues");
        for (var index = 0; index < item.Board.Columns.Count; index++)
        {
            if (item.Board.Columns[index].Type is not ("name" or "subtasks"))
                json.WriteString(item.Board.Columns[index].Id, CellText.Text(new Cell(item, index)));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBoard(Utf8JsonWriter json, Board board)
    {
        json.WriteStartObject();
        json.WriteString("id", board.Id);
        json.WriteString("name", board.Name);
        json.WriteString("type", board.Type);
        json.WriteString("state", board.State);
        json.WriteNumber("activeItems", board.ActiveItems);
        json.WriteNumber("itemsEver", board.Items.Count);
        json.WriteString("subitemBoardId", board.Subitems?.Id);
        json.WriteString("createdAt", JsonText.Iso(board.CreatedAt));
        json.WriteStartArray("groups");
        board.Groups.ForEach(group => json.WriteStringValue(group.Id));
        json.WriteEndArray();
        json.WriteStartObject("columns");
        board.Columns.ForEach(column => json.WriteString(column.Id, column.Type));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
