using System.Text;
using System.Text.Json;
using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>Creating, changing and removing items and subitems. Callers hold the account's gate.</summary>
internal sealed class Items(MondaySettings settings, Boards boards)
{
    private readonly TextPool texts = new();
    private readonly Dictionary<string, Item> byId = new(StringComparer.Ordinal);
    private long nextItemId = 5_100_000_001;

    public Item? TryFind(string id) => byId.GetValueOrDefault(id);

    public Item Find(string? id) =>
        byId.GetValueOrDefault(id ?? "") is { State: not "deleted" } item
            ? item
            : throw new FieldException("ResourceNotFoundException", $"Item not found: {id}", 404, json => json.WriteString("item_id", id));

    public Item Create(string boardId, string? groupId, string name, string? columnValues, bool createLabels, DateTimeOffset now)
    {
        var board = boards.Find(boardId);
        if (board.IsSubitemBoard)
            throw new FieldException("InvalidArgumentException", "Items cannot be created on a subitems board; use create_subitem", data: json => json.WriteString("board_id", boardId));
        var group = groupId is null
            ? board.Groups[0]
            : board.Groups.Find(candidate => candidate.Id == groupId)
                ?? throw new FieldException("ResourceNotFoundException", "Group not found", 404, json => json.WriteString("group_id", groupId));
        return Add(board, group, null, name, columnValues, createLabels, settings.ItemsPerBoard, now);
    }

    public Item CreateSubitem(string parentId, string name, string? columnValues, bool createLabels, DateTimeOffset now)
    {
        var parent = Find(parentId);
        if (parent.Board.IsSubitemBoard)
            throw new FieldException("InvalidArgumentException", "A subitem cannot have subitems", data: json => json.WriteString("parent_item_id", parentId));
        var board = boards.SubitemBoardOf(parent.Board, now);
        var item = Add(board, board.Groups[0], parent, name, columnValues, createLabels, settings.SubitemsPerBoard, now);
        (parent.Subitems ??= []).Add(item);
        return item;
    }

    public Item Change(string boardId, string? itemId, string columnValues, bool createLabels, DateTimeOffset now)
    {
        var item = OnBoard(boardId, itemId);
        var changes = Read(item.Board, columnValues, createLabels, out var name);
        Apply(item, changes, name, now);
        return item;
    }

    public Item ChangeOne(string boardId, string? itemId, string columnId, JsonElement value, bool createLabels, DateTimeOffset now)
    {
        var item = OnBoard(boardId, itemId);
        if (columnId == "name")
        {
            Boards.Name(value.ToString());
            Apply(item, [], value.ToString(), now);
            return item;
        }

        var index = ColumnOf(item.Board, columnId);
        Apply(item, [(index, ColumnFormats.Normalise(item.Board.Columns[index], value, createLabels, boardId))], null, now);
        return item;
    }

    public Item Remove(string? itemId, string state, DateTimeOffset now)
    {
        var item = Find(itemId);
        SetState(item, state, now);
        item.Subitems?.ForEach(subitem => SetState(subitem, state, now));
        return item;
    }

    public Item Move(string? itemId, string groupId, DateTimeOffset now)
    {
        var item = Find(itemId);
        item.Group = item.Board.Groups.Find(group => group.Id == groupId)
            ?? throw new FieldException("ResourceNotFoundException", "Group not found", 404, json => json.WriteString("group_id", groupId));
        item.UpdatedAt = now;
        return item;
    }

    public void Reset()
    {
        byId.Clear();
        texts.Clear();
        nextItemId = 5_100_000_001;
    }

    private Item Add(Board board, Group group, Item? parent, string name, string? columnValues, bool createLabels, int limit, DateTimeOffset now)
    {
        Boards.Name(name);
        if (board.ActiveItems >= limit)
            throw new FieldException("ItemsLimitationException", $"Board has reached the maximum number of items allowed: {limit}", data: json => json.WriteString("board_id", board.Id));

        var changes = columnValues is null ? [] : Read(board, columnValues, createLabels, out _);
        var item = new Item { Id = (nextItemId++).ToString(), Board = board, Group = group, Parent = parent, Name = texts.Share(name)!, CreatedAt = now, UpdatedAt = now };
        foreach (var (index, value) in changes)
            item[index] = texts.Share(value);
        board.Items.Add(item);
        board.ActiveItems++;
        byId[item.Id] = item;
        return item;
    }

    private static List<(int Index, string? Value)> Read(Board board, string columnValues, bool createLabels, out string? name)
    {
        name = null;
        if (JsonText.Parse(Encoding.UTF8.GetBytes(columnValues)) is not { ValueKind: JsonValueKind.Object } values)
            throw new FieldException("InvalidArgumentException", "column_values must be a JSON object inside a string");

        var changes = new List<(int, string?)>();
        foreach (var member in values.EnumerateObject())
        {
            if (member.Name == "name")
            {
                Boards.Name(member.Value.ToString());
                name = member.Value.ToString();
                continue;
            }

            var index = ColumnOf(board, member.Name);
            changes.Add((index, ColumnFormats.Normalise(board.Columns[index], member.Value, createLabels, board.Id)));
        }

        return changes;
    }

    private static int ColumnOf(Board board, string columnId)
    {
        var index = board.IndexOf(columnId);
        return index >= 0
            ? index
            : throw new FieldException("InvalidColumnIdException", "This column ID doesn't exist for the board", data: json =>
            {
                json.WriteString("board_id", board.Id);
                json.WriteString("column_id", columnId);
            });
    }

    private Item OnBoard(string boardId, string? itemId)
    {
        var board = boards.Find(boardId);
        var item = Find(itemId);
        return item.Board == board
            ? item
            : throw new FieldException("InvalidArgumentException", $"Item {itemId} is not on board {boardId}", data: json => json.WriteString("item_id", itemId));
    }

    private static void Apply(Item item, List<(int Index, string? Value)> changes, string? name, DateTimeOffset now)
    {
        foreach (var (index, value) in changes)
            item[index] = value;
        item.Name = name ?? item.Name;
        item.UpdatedAt = now;
    }

    private static void SetState(Item item, string state, DateTimeOffset now)
    {
        if (item.State == "active" && state != "active")
            item.Board.ActiveItems--;
        (item.State, item.UpdatedAt) = (state, now);
    }
}
