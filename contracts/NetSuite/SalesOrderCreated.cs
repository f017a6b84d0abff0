namespace Workers.Contracts.NetSuite;

/// <summary>This version of the order stands at NetSuite. A fact: recorded whatever the attempt.</summary>
public sealed record SalesOrderCreated : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>NetSuite's internal id.</summary>
    public required long InternalId { get; init; }
    /// <summary>NetSuite's number, for example <c>SO100234</c>.</summary>
    public required string OrderNumber { get; init; }
    /// <summary>True when an earlier version had made the sales order and this one changed it.</summary>
    public bool WasUpdate { get; init; }
    /// <summary>When NetSuite had it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Stock per line.</summary>
    public IReadOnlyList<LineAvailability> Lines { get; init; } = [];
}

/// <summary>The inventory status of one line at the time of creation.</summary>
public sealed record LineAvailability
{
    /// <summary>The order's line number.</summary>
    public required int LineNumber { get; init; }
    /// <summary>IN_STOCK, PARTIAL, BACKORDERED, DROP_SHIP or SPECIAL_ORDER.</summary>
    public required string InventoryStatus { get; init; }
    /// <summary>What NetSuite had available; null where no stock is kept.</summary>
    public decimal? AvailableQuantity { get; init; }
    /// <summary>Vendor of a drop shipment.</summary>
    public string? VendorId { get; init; }
    /// <summary>The vendor's lead time in days.</summary>
    public int? VendorLeadTimeDays { get; init; }
}
