using Workers.Contracts.Ingestion;
using Workers.Contracts.Transformation;
using Workers.Transformation.MapProduct;
using Workers.Transformation.Subsidiary;

namespace Workers.Transformation.StageOrder;

/// <summary>Puts a normalised order together with what the tables know about its products and its subsidiary.</summary>
internal static class OrderStaging
{
    public const string Matched = "MATCHED";
    public const string Pending = "PENDING_CREATION";
    public const string Failed = "FAILED";

    public static OrderStaged Stage(
        OrderReceived received, int attempt, OrderDocument order, string provisionalId, SubsidiaryDecision subsidiary, IReadOnlyDictionary<string, Product> products)
    {
        var lines = order.Lines.Select(line => LineOf(line, products.GetValueOrDefault(line.ProductCode))).ToList();
        var open = lines.Select(Open).Append(Open(subsidiary)).OfType<Question>().Distinct().ToList();
        return Envelope(received, attempt) with
        {
            Order = OrderOf(order, provisionalId, subsidiary, lines),
            ReviewCode = open.Count == 0 ? null : open[0].Code,
            ReviewReason = open.Count == 0 ? null : string.Join("; ", open.Select(problem => problem.Reason)),
        };
    }

    /// <summary>A cancellation has no content and nothing to decide.</summary>
    public static OrderStaged Envelope(OrderReceived received, int attempt) => new()
    {
        OrderId = received.OrderId,
        Version = received.Version,
        Attempt = attempt,
        EventType = received.EventType,
        Source = received.Source,
        SourceOrderId = received.SourceOrderId,
        ExternalId = received.ExternalId,
        ReceivedAt = received.ReceivedAt,
    };

    private static Question? Open(SubsidiaryDecision subsidiary) =>
        subsidiary.SubsidiaryId is null ? new("NO_SUBSIDIARY", $"{subsidiary.Reason}; choose one") : null;

    private static Question? Open(StagedLine line) => line switch
    {
        { ProductStatus: Matched } => null,
        { ProductStatus: Failed } => new("PRODUCT_BLOCKED", $"product {line.ProductCode} ({line.NetSuiteItemName}) is blocked; activate it or map another item"),
        { IsCustomProduct: true } => new("CUSTOM_PRODUCT", $"custom product {line.ProductCode} has no NetSuite item yet; create it and map it"),
        _ => new("UNKNOWN_PRODUCT", $"product {line.ProductCode} is not mapped to a NetSuite item; map it"),
    };

    private static StagedLine LineOf(DocumentLine line, Product? product)
    {
        var status = product switch { null => Pending, { IsActive: false } => Failed, _ => Matched };
        return new StagedLine
        {
            LineNumber = line.LineNumber,
            ProductId = line.ProductId,
            ProductCode = line.ProductCode,
            Description = line.Description,
            Quantity = line.Quantity,
            UnitPrice = line.UnitPrice,
            DiscountAmount = line.DiscountAmount,
            LineTotal = line.LineTotal!.Value,
            Sizes = line.Sizes,
            IsCustomProduct = line.IsCustomProduct,
            ProductStatus = status,
            NetSuiteItemId = status == Matched ? product!.NetsuiteItemId : null,
            NetSuiteItemName = product?.Name,
        };
    }

    private static StagedOrder OrderOf(OrderDocument order, string provisionalId, SubsidiaryDecision subsidiary, List<StagedLine> lines) => new()
    {
        ProvisionalOrderId = provisionalId,
        OrderNumber = order.OrderNumber,
        PurchaseOrderNumber = order.PurchaseOrderNumber,
        OrderDate = order.OrderDate,
        RequestedDate = order.RequestedDate,
        SourceCreatedAt = order.SourceCreatedAt,
        CurrencyCode = order.CurrencyCode,
        OrderTotal = order.OrderTotal,
        TaxTotal = order.TaxTotal,
        ShippingTotal = order.ShippingTotal,
        OpportunityId = order.OpportunityId,
        Customer = order.Customer,
        ShippingAddress = order.ShippingAddress,
        SubsidiaryId = subsidiary.SubsidiaryId,
        SubsidiaryMethod = subsidiary.Method,
        Lines = lines,
    };

    /// <summary>What a person has to answer before the order goes on.</summary>
    private sealed record Question(string Code, string Reason);
}
