namespace Workers.Contracts.Ingestion;

/// <summary>The content of an order as the channel sent it, checked against the schema, not yet normalised.</summary>
public sealed record OrderDocument
{
    /// <summary>The number people know the order by; need not be unique.</summary>
    public string? OrderNumber { get; init; }
    /// <summary>The customer's own purchase order number.</summary>
    public string? PurchaseOrderNumber { get; init; }
    /// <summary>When the order was placed. Old dates are legal.</summary>
    public required DateTimeOffset OrderDate { get; init; }
    /// <summary>When the customer wants the goods.</summary>
    public DateOnly? RequestedDate { get; init; }
    /// <summary>When the channel created its record.</summary>
    public DateTimeOffset? SourceCreatedAt { get; init; }
    /// <summary>ISO 4217 code.</summary>
    public required string CurrencyCode { get; init; }
    /// <summary>Sum of the lines plus tax and shipping, in the order's currency.</summary>
    public required decimal OrderTotal { get; init; }
    /// <summary>Tax in the order's currency.</summary>
    public decimal TaxTotal { get; init; }
    /// <summary>Shipping in the order's currency.</summary>
    public decimal ShippingTotal { get; init; }
    /// <summary>Salesforce opportunity, when there is one.</summary>
    public string? OpportunityId { get; init; }
    /// <summary>Who ordered.</summary>
    public required CustomerDetails Customer { get; init; }
    /// <summary>Where the goods go; the billing address when absent.</summary>
    public Address? ShippingAddress { get; init; }
    /// <summary>At least one line, line numbers unique.</summary>
    public required IReadOnlyList<DocumentLine> Lines { get; init; }
}
