namespace Workers.Contracts.Transformation;

/// <summary>One line of a staged order.</summary>
public sealed record StagedLine
{
    /// <summary>Unique within the order.</summary>
    public required int LineNumber { get; init; }
    /// <summary>The channel's product id.</summary>
    public string? ProductId { get; init; }
    /// <summary>The channel's product code.</summary>
    public required string ProductCode { get; init; }
    /// <summary>Text for people.</summary>
    public string? Description { get; init; }
    /// <summary>Above zero.</summary>
    public required decimal Quantity { get; init; }
    /// <summary>Price of one, before the discount.</summary>
    public required decimal UnitPrice { get; init; }
    /// <summary>Discount of the whole line.</summary>
    public required decimal DiscountAmount { get; init; }
    /// <summary>quantity * unitPrice - discountAmount, to the currency's minor unit.</summary>
    public required decimal LineTotal { get; init; }
    /// <summary>Quantity per size, empty where the line has none.</summary>
    public IReadOnlyDictionary<string, decimal> Sizes { get; init; } = new Dictionary<string, decimal>();
    /// <summary>Made to order.</summary>
    public required bool IsCustomProduct { get; init; }
    /// <summary>MATCHED, PENDING_CREATION (unknown or custom product) or FAILED.</summary>
    public required string ProductStatus { get; init; }
    /// <summary>NetSuite item; null unless MATCHED.</summary>
    public long? NetSuiteItemId { get; init; }
    /// <summary>NetSuite's name of the item.</summary>
    public string? NetSuiteItemName { get; init; }
}
