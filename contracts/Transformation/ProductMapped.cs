namespace Workers.Contracts.Transformation;

/// <summary>A product code was mapped to a NetSuite item. Orders in review for that product go on.</summary>
public sealed record ProductMapped
{
    /// <summary>The channel's product code.</summary>
    public required string ProductCode { get; init; }
    /// <summary>The NetSuite item.</summary>
    public required long NetSuiteItemId { get; init; }
    /// <summary>NetSuite's name of the item.</summary>
    public string? NetSuiteItemName { get; init; }
}
