namespace Workers.MondaySync.MapOrder;

/// <summary>An order as it shall stand on the board.</summary>
internal sealed record ItemDraft
{
    public required string Title { get; init; }
    public required string Group { get; init; }
    public required string Status { get; init; }
    public required string Inventory { get; init; }
    public required string ColumnValues { get; init; }
    public required IReadOnlyList<SubitemDraft> Subitems { get; init; }
}

/// <summary>One line, or one size of a line.</summary>
internal sealed record SubitemDraft
{
    public required string ExternalId { get; init; }
    public required string Name { get; init; }
    public required int LineNumber { get; init; }
    public required string Sku { get; init; }
    public string? Description { get; init; }
    public string? Size { get; init; }
    public required decimal Quantity { get; init; }
    public required decimal UnitPrice { get; init; }
    public required string Inventory { get; init; }
    public required string ColumnValues { get; init; }
}
