namespace Workers.MondaySync.CallMonday;

/// <summary>An item as it stands at Monday, or as we know it to stand.</summary>
internal sealed record FoundItem
{
    public required long ItemId { get; init; }
    public required long BoardId { get; init; }
    public required string Name { get; init; }
    /// <summary>The values we last sent; null where they are not known.</summary>
    public string? ColumnValues { get; init; }
    public required IReadOnlyList<FoundSubitem> Subitems { get; init; }
}

internal sealed record FoundSubitem(string ExternalId, long SubitemId, long? BoardId, string? Name, string? ColumnValues);
