namespace Workers.Simulators.Monday;

internal sealed class Board
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public string Kind { get; init; } = "public";

    public string? Description { get; init; }

    public string State { get; set; } = "active";

    public required DateTimeOffset CreatedAt { get; init; }

    public List<Group> Groups { get; } = [];

    public List<Column> Columns { get; } = [];

    /// <summary>Every item ever created here, in that order; archived and deleted ones too.</summary>
    public List<Item> Items { get; } = [];

    public int ActiveItems { get; set; }

    /// <summary>Where the subitems of this board's items live; comes into being with the first of them.</summary>
    public Board? Subitems { get; set; }

    public bool IsSubitemBoard { get; init; }

    public string Type => IsSubitemBoard ? "sub_items_board" : "board";

    public int IndexOf(string columnId) => Columns.FindIndex(column => column.Id == columnId);
}

internal sealed record Group(string Id, string Title, string Color = "#579bfc");

internal sealed class Column
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Type { get; init; }

    public string? Description { get; init; }

    /// <summary>Labels of a status or dropdown column, by index.</summary>
    public SortedDictionary<int, string> Labels { get; } = [];

    /// <summary>The board a subtasks column leads to.</summary>
    public string? BoardId { get; init; }
}

internal sealed class Item
{
    public required string Id { get; init; }

    public required Board Board { get; init; }

    public required string Name { get; set; }

    public required Group Group { get; set; }

    public Item? Parent { get; init; }

    public List<Item>? Subitems { get; set; }

    public string State { get; set; } = "active";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Stored values by the column's place on the board; shorter than the board when columns came later.</summary>
    private string?[] values = [];

    public string? this[int column]
    {
        get => column >= 0 && column < values.Length ? values[column] : null;
        set
        {
            if (column >= values.Length)
                Array.Resize(ref values, Board.Columns.Count);
            values[column] = value;
        }
    }
}

/// <summary>One cell, as the API shows it.</summary>
internal sealed record Cell(Item Item, int Index)
{
    public Column Column => Item.Board.Columns[Index];

    public string? Stored => Item[Index];
}

internal sealed record ItemsPage(string? Cursor, List<Item> Items);
