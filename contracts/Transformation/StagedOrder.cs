namespace Workers.Contracts.Transformation;

using Workers.Contracts.Ingestion;

/// <summary>An order in the fleet's own terms: sums checked, countries as ISO codes, products and subsidiary resolved where they could be.</summary>
public sealed record StagedOrder
{
    /// <summary>For people until NetSuite gives a number: <c>PROV-2026-000123</c>. Kept over all versions of an order.</summary>
    public required string ProvisionalOrderId { get; init; }
    /// <inheritdoc cref="OrderDocument.OrderNumber"/>
    public string? OrderNumber { get; init; }
    /// <inheritdoc cref="OrderDocument.PurchaseOrderNumber"/>
    public string? PurchaseOrderNumber { get; init; }
    /// <inheritdoc cref="OrderDocument.OrderDate"/>
    public required DateTimeOffset OrderDate { get; init; }
    /// <inheritdoc cref="OrderDocument.RequestedDate"/>
    public DateOnly? RequestedDate { get; init; }
    /// <inheritdoc cref="OrderDocument.SourceCreatedAt"/>
    public DateTimeOffset? SourceCreatedAt { get; init; }
    /// <inheritdoc cref="OrderDocument.CurrencyCode"/>
    public required string CurrencyCode { get; init; }
    /// <inheritdoc cref="OrderDocument.OrderTotal"/>
    public required decimal OrderTotal { get; init; }
    /// <inheritdoc cref="OrderDocument.TaxTotal"/>
    public required decimal TaxTotal { get; init; }
    /// <inheritdoc cref="OrderDocument.ShippingTotal"/>
    public required decimal ShippingTotal { get; init; }
    /// <inheritdoc cref="OrderDocument.OpportunityId"/>
    public string? OpportunityId { get; init; }
    /// <summary>The customer as the channel sent it, with the billing country as ISO code.</summary>
    public required CustomerDetails Customer { get; init; }
    /// <summary>Where the goods go, with the country as ISO code.</summary>
    public Address? ShippingAddress { get; init; }
    /// <summary>NetSuite subsidiary; null while a person has to choose.</summary>
    public int? SubsidiaryId { get; init; }
    /// <summary>COUNTRY, EXCEL_MATRIX or MANUAL.</summary>
    public required string SubsidiaryMethod { get; init; }
    /// <summary>The lines, ordered by line number.</summary>
    public required IReadOnlyList<StagedLine> Lines { get; init; }
}
