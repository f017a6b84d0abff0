namespace Workers.MondaySync.MapOrder;

/// <summary>The mapping file as it is written.</summary>
internal sealed class BoardMapping
{
    public List<MappedBoard> Boards { get; init; } = [];
    public bool CreateLabels { get; init; }
    public MappedGroups Groups { get; init; } = new();
    public MappedStatus Status { get; init; } = new();
    public MappedItem Item { get; init; } = new();
    public MappedRow Subitem { get; init; } = new();
}

internal sealed class MappedBoard
{
    public long Id { get; init; }
}

internal sealed class MappedGroups
{
    public string Open { get; init; } = "";
    public string Cancelled { get; init; } = "";
}

/// <summary>The labels of the status column.</summary>
internal sealed class MappedStatus
{
    public string New { get; init; } = "";
    public string Confirmed { get; init; } = "";
    public string Changed { get; init; } = "";
    public string Cancelled { get; init; } = "";
}

internal class MappedRow
{
    public string Name { get; init; } = "";
    public string ExternalIdColumn { get; init; } = "";
    public List<MappedColumn> Columns { get; init; } = [];
}

internal sealed class MappedItem : MappedRow
{
    public string StatusColumn { get; init; } = "";
    public string OrderNumberColumn { get; init; } = "";
}

internal sealed class MappedColumn
{
    public string Id { get; init; } = "";
    public string Type { get; init; } = "text";
    public string Source { get; init; } = "";
    public string? Format { get; init; }
}
