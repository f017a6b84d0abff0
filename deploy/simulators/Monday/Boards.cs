using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>The account's boards: finding, making and copying them. Callers hold the account's gate.</summary>
internal sealed class Boards(MondaySettings settings)
{
    private long nextBoardId = 4_200_000_001;
    private long nextSuffix = 1;

    public Dictionary<string, Board> ById { get; } = new(StringComparer.Ordinal);

    public static Column NameColumn() => new() { Id = "name", Title = "Name", Type = "name" };

    public static void AddSubitemBoard(Board parent, string id, DateTimeOffset now)
    {
        var board = new Board { Id = id, Name = $"Subitems of {parent.Name}", CreatedAt = now, IsSubitemBoard = true };
        board.Groups.Add(new Group("topics", "Subitems"));
        board.Columns.Add(NameColumn());
        parent.Subitems = board;
        parent.Columns.Add(new Column { Id = "subtasks", Title = "Subitems", Type = "subtasks", BoardId = id });
    }

    public void Load(DateTimeOffset now)
    {
        ById.Clear();
        foreach (var board in BoardsFile.Read(settings.BoardsFile, now))
            Add(board);
    }

    public Board Find(string id) =>
        ById.GetValueOrDefault(id) is { State: not "deleted" } board
            ? board
            : throw new FieldException("InvalidBoardIdException", $"The board does not exist. Please check your board ID and try again: {id}", data: json => json.WriteString("board_id", id));

    public Board SubitemBoardOf(Board board, DateTimeOffset now)
    {
        if (board.Subitems is null)
        {
            AddSubitemBoard(board, NextBoardId(), now);
            ById[board.Subitems!.Id] = board.Subitems;
        }

        return board.Subitems!;
    }

    public Board Create(string name, string kind, string? description, bool empty, DateTimeOffset now)
    {
        Name(name);
        var board = new Board { Id = NextBoardId(), Name = name, Kind = kind, Description = description, CreatedAt = now };
        board.Groups.Add(new Group("topics", "Group Title"));
        board.Columns.Add(NameColumn());
        if (!empty)
        {
            var status = new Column { Id = "status", Title = "Status", Type = "status" };
            foreach (var label in (string[])["Working on it", "Done", "Stuck"])
                status.Labels[status.Labels.Count] = label;
            board.Columns.AddRange([new Column { Id = "person", Title = "Person", Type = "people" }, status, new Column { Id = "date4", Title = "Date", Type = "date" }]);
        }

        Add(board);
        return board;
    }

    /// <summary>Copies groups and columns, those of the subitem board too, and no items.</summary>
    public Board Duplicate(Board source, string? name, DateTimeOffset now)
    {
        var copy = new Board { Id = NextBoardId(), Name = name ?? $"Duplicate of {source.Name}", Kind = source.Kind, Description = source.Description, CreatedAt = now };
        copy.Groups.AddRange(source.Groups);
        copy.Columns.AddRange(source.Columns.Where(column => column.Type != "subtasks").Select(Copy));
        if (source.Subitems is { } subitems)
        {
            AddSubitemBoard(copy, NextBoardId(), now);
            copy.Subitems!.Columns.AddRange(subitems.Columns.Skip(1).Select(Copy));
        }

        Add(copy);
        return copy;
    }

    public Column AddColumn(Board board, string title, string type, string? id, string? description, string? defaults)
    {
        if (id is not null && (id.Length is 0 or > 20 || !id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')))
            throw new FieldException("InvalidColumnIdException", "A column id has 1 to 20 lower-case letters, digits and underscores", data: json => json.WriteString("column_id", id));
        if (id is not null && board.IndexOf(id) >= 0)
            throw new FieldException("InvalidColumnIdException", $"A column with id {id} already exists on the board", data: json => json.WriteString("column_id", id));

        var column = new Column { Id = id ?? $"{type}_mk{nextSuffix++:x6}", Title = title, Type = type, Description = description };
        ColumnDefaults.Read(column, defaults);
        board.Columns.Add(column);
        return column;
    }

    public Group AddGroup(Board board, string title)
    {
        var group = new Group($"group_mk{nextSuffix++:x6}", title);
        // A new group goes on top, as on a real board.
        board.Groups.Insert(0, group);
        return group;
    }

    public static void Name(string name)
    {
        if (name.Length is 0 or > 255)
            throw new FieldException("ItemNameTooLongException", "The name must have between 1 and 255 characters", data: json => json.WriteNumber("name_length", name.Length));
    }

    private void Add(Board board)
    {
        ById[board.Id] = board;
        if (board.Subitems is { } subitems)
            ById[subitems.Id] = subitems;
    }

    private string NextBoardId() => (nextBoardId++).ToString();

    private static Column Copy(Column column)
    {
        var copy = new Column { Id = column.Id, Title = column.Title, Type = column.Type, Description = column.Description };
        foreach (var (index, label) in column.Labels)
            copy.Labels[index] = label;
        return copy;
    }
}

/// <summary>Labels given when a status or dropdown column is created.</summary>
internal static class ColumnDefaults
{
    public static void Read(Column column, string? defaults)
    {
        if (defaults is null || JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(defaults)) is not { } json)
            return;

        // The labels stand at the top or under "settings", as an object by index or as a list.
        var labels = json.Member("labels") ?? json.Member("settings")?.Member("labels");
        if (labels is { ValueKind: System.Text.Json.JsonValueKind.Object } byIndex)
        {
            foreach (var label in byIndex.EnumerateObject())
            {
                if (int.TryParse(label.Name, out var index))
                    column.Labels[index] = label.Value.ToString();
            }
        }
        else if (labels is { ValueKind: System.Text.Json.JsonValueKind.Array } list)
        {
            foreach (var label in list.EnumerateArray())
                column.Labels[column.Labels.Count] = label.Text("name") ?? label.Text("label") ?? label.ToString();
        }
    }
}
