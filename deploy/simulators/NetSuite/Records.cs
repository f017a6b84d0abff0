namespace Workers.Simulators.NetSuite;

/// <summary>What every record has. What the caller sent is kept as it came; what NetSuite works out has properties.</summary>
internal abstract class NetSuiteRecord
{
    public required long Id { get; init; }

    public string? ExternalId { get; set; }

    /// <summary>The caller's members as one JSON object, sublists apart.</summary>
    public required byte[] Header { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ModifiedAt { get; set; }

    public bool Deleted { get; set; }
}

internal sealed class CustomerRecord : NetSuiteRecord
{
    public string EntityId { get; set; } = "";

    public string? CompanyName { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string Currency { get; set; } = "USD";

    public decimal? CreditLimit { get; set; }

    public decimal OverdueBalance { get; set; }

    public bool OnHold { get; set; }

    public bool Seeded { get; init; }
}

internal sealed class SalesOrderRecord : NetSuiteRecord
{
    public required string TranId { get; init; }

    public required CustomerRecord Customer { get; set; }

    public string? OtherRefNum { get; set; }

    public string Currency { get; set; } = "USD";

    public string OrderStatus { get; set; } = "B";

    public decimal Subtotal { get; set; }

    public decimal Total { get; set; }

    public List<OrderLine> Lines { get; set; } = [];

    /// <summary>A = pending approval, B = pending fulfilment, C = cancelled, H = closed: every line is closed.</summary>
    public string Status => OrderStatus != "C" && Lines.Count > 0 && Lines.TrueForAll(line => line.IsClosed) ? "H" : OrderStatus;

    public string StatusName => Status switch
    {
        "A" => "Pending Approval",
        "B" => "Pending Fulfillment",
        "C" => "Cancelled",
        _ => "Closed",
    };
}

internal sealed record OrderLine(int Line, ItemRecord Item, decimal Quantity, decimal Rate, decimal Amount, bool IsClosed, byte[] Raw);

internal sealed class ItemRecord
{
    public required string Id { get; init; }

    public required string ItemId { get; init; }

    public string? DisplayName { get; init; }

    public decimal? ListPrice { get; init; }

    public decimal Stock { get; init; }

    public bool Inactive { get; init; }

    public bool DropShip { get; init; }

    public bool SpecialOrder { get; init; }

    public string? Vendor { get; init; }

    public int? LeadTimeDays { get; init; }
}
