namespace Workers.Contracts.Ingestion;

/// <summary>One line of an order as the channel sent it.</summary>
public sealed record DocumentLine
{
    /// <summary>Unique within the order.</summary>
    public required int LineNumber { get; init; }
    /// <summary>The channel's product id.</summary>
    public string? ProductId { get; init; }
    /// <summary>The product code that is mapped to a NetSuite item.</summary>
    public required string ProductCode { get; init; }
    /// <summary>Text for people.</summary>
    public string? Description { get; init; }
    /// <summary>Above zero.</summary>
    public required decimal Quantity { get; init; }
    /// <summary>Price of one, before the discount.</summary>
    public required decimal UnitPrice { get; init; }
    /// <summary>Discount of the whole line.</summary>
    public decimal DiscountAmount { get; init; }
    /// <summary>quantity * unitPrice - discountAmount; computed where the channel left it out.</summary>
    public decimal? LineTotal { get; init; }
    /// <summary>Quantity per size; sums to the quantity. Empty where the line has no sizes.</summary>
    public IReadOnlyDictionary<string, decimal> Sizes { get; init; } = new Dictionary<string, decimal>();
    /// <summary>Made to order: there is no stock item.</summary>
    public bool IsCustomProduct { get; init; }
}
