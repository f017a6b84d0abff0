using System.Text.Json;
using Workers.Orders.Journey;
using Workers.Postgres;

namespace Workers.Orders.FindOrder;

/// <summary><c>GET /orders/{id}</c>: the whole story of one order.</summary>
internal sealed class OrderStory(OrderFinder finder, Database database, TimeProvider clock)
{
    public async Task<IResult> Tell(string id, CancellationToken cancellationToken)
    {
        var (orderId, problem) = await finder.One(id, cancellationToken);
        if (problem is not null) return problem;
        var order = (await finder.View(orderId, cancellationToken))!;
        var now = clock.GetUtcNow().UtcDateTime;
        var audit = await Audit(orderId, cancellationToken);
        return Results.Ok(new
        {
            orderId, order.Source, order.SourceOrderId, order.SourceVersion, order.OrderNumber, order.PurchaseOrderNumber, order.ProvisionalOrderId, order.ExternalId,
            status = order.StagingStatus, order.Bucket,
            current = order.Step is null ? null : new
            {
                order.Step, service = OperatorDecisions.ServiceOf(order.Step), since = order.StepSince, order.Attempt,
                seconds = order.StepSince is { } since ? Math.Round((now - since).TotalSeconds, 1) : (double?)null,
            },
            waiting = order.WaitCode is null ? null : new { code = order.WaitCode, reason = order.WaitReason, until = order.WaitUntil },
            review = order.ManualReviewReason is null ? null : new { code = order.ReviewCode, reason = order.ManualReviewReason },
            nextAction = NextAction.For(order),
            customer = new
            {
                name = order.CustomerName, netSuiteCustomerId = order.NetsuiteCustomerId, order.SalesforceAccountId, email = order.CustomerEmail,
                confidence = order.CorrelationConfidence, method = order.CorrelationMethod,
            },
            order.OrderDate, order.OrderTotal, order.CurrencyCode, order.SubsidiaryId, subsidiaryMethod = order.SubsidiaryDeterminationMethod,
            credit = order.CreditCheckStatus,
            netSuite = new { orderNumber = order.NetsuiteOrderNumber, internalId = order.NetsuiteInternalId, transactionId = order.NetsuiteTransactionId, version = order.ErpVersion, createdAt = order.NsCreatedAt },
            board = new { status = order.BoardStatus, order.BoardId, itemId = order.BoardItemId, subitems = order.BoardSubitems, version = order.BoardVersion },
            order.InventoryStatus, order.RetryCount, order.MaxRetries, order.LastErrorCode, order.LastErrorMessage, order.CancelRequestedAt, order.CancelReason,
            order.ReceivedAt, order.CreatedAt, order.UpdatedAt, order.CompletedAt, traceId = order.BoomiExecutionId,
            lines = await Lines(orderId, cancellationToken),
            steps = StepStory.Of(audit, now),
            timeline = audit.Select(row => new
            {
                at = row.CreatedAt, @event = row.EventType, row.EventDescription, service = row.SystemSource, by = row.UserId,
                before = Json(row.OldValue), after = Json(row.NewValue), traceId = row.BoomiExecutionId,
            }),
            errors = await Errors(orderId, cancellationToken),
        });
    }

    private Task<IReadOnlyList<AuditRow>> Audit(Guid orderId, CancellationToken cancellationToken) => database.Query<AuditRow>(
        """
        -- orders: the audit of one order
        select event_type, event_description, old_value, new_value, system_source, user_id, boomi_execution_id, created_at
        from audit_log
        where staging_id = @orderId
        order by created_at, (new_value->>'attempt')::integer nulls last
        """, new { orderId }, cancellationToken);

    private Task<IReadOnlyList<LineView>> Lines(Guid orderId, CancellationToken cancellationToken) => database.Query<LineView>(
        """
        -- orders: the lines of one order
        select line_number, salesforce_product_code as product_code, netsuite_item_id, netsuite_item_name, is_custom_product, product_correlation_status as product_status,
               quantity, unit_price, discount_amount, line_total, inventory_status, available_quantity, vendor_id, vendor_lead_time
        from staging_order_lines
        where staging_id = @orderId
        order by line_number
        """, new { orderId }, cancellationToken);

    private Task<IReadOnlyList<Errors.ErrorView>> Errors(Guid orderId, CancellationToken cancellationToken) => database.Query<Errors.ErrorView>(
        $"""
        -- orders: the errors of one order
        select {Orders.Errors.ErrorView.Columns} from v_integration_errors where staging_id = @orderId order by occurred_at
        """, new { orderId }, cancellationToken);

    internal static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);
}

internal sealed class LineView
{
    public int LineNumber { get; init; }
    public string? ProductCode { get; init; }
    public long? NetsuiteItemId { get; init; }
    public string? NetsuiteItemName { get; init; }
    public bool IsCustomProduct { get; init; }
    public string? ProductStatus { get; init; }
    public decimal Quantity { get; init; }
    public decimal UnitPrice { get; init; }
    public decimal DiscountAmount { get; init; }
    public decimal LineTotal { get; init; }
    public string? InventoryStatus { get; init; }
    public decimal? AvailableQuantity { get; init; }
    public string? VendorId { get; init; }
    public int? VendorLeadTime { get; init; }
}
