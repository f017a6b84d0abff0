namespace Workers.Orders.FindOrder;

/// <summary>A row of <c>v_orders</c> as people see it.</summary>
internal sealed class OrderView
{
    public Guid StagingId { get; init; }
    public string Source { get; init; } = "";
    public string SourceOrderId { get; init; } = "";
    public long SourceVersion { get; init; }
    public int Attempt { get; init; }
    public Guid ExternalId { get; init; }
    public string? ProvisionalOrderId { get; init; }
    public string? OrderNumber { get; init; }
    public string? PurchaseOrderNumber { get; init; }
    public string? NetsuiteTransactionId { get; init; }
    public string? NetsuiteOrderNumber { get; init; }
    public long? NetsuiteInternalId { get; init; }
    public long? NetsuiteCustomerId { get; init; }
    public string? CustomerName { get; init; }
    public string? SalesforceAccountId { get; init; }
    public string? CustomerEmail { get; init; }
    public long? BoardId { get; init; }
    public long? BoardItemId { get; init; }
    public int? BoardSubitems { get; init; }
    public DateTime? OrderDate { get; init; }
    public decimal? OrderTotal { get; init; }
    public string? CurrencyCode { get; init; }
    public string StagingStatus { get; init; } = "";
    public string? CreditCheckStatus { get; init; }
    public string? InventoryStatus { get; init; }
    public string? BoardStatus { get; init; }
    public long? ErpVersion { get; init; }
    public long? BoardVersion { get; init; }
    public decimal? CorrelationConfidence { get; init; }
    public string? CorrelationMethod { get; init; }
    public int? SubsidiaryId { get; init; }
    public string? SubsidiaryDeterminationMethod { get; init; }
    public string? Step { get; init; }
    public DateTime? StepSince { get; init; }
    public string? ReviewCode { get; init; }
    public string? ManualReviewReason { get; init; }
    public string? WaitCode { get; init; }
    public string? WaitReason { get; init; }
    public DateTime? WaitUntil { get; init; }
    public int RetryCount { get; init; }
    public int MaxRetries { get; init; }
    public string? LastErrorCode { get; init; }
    public string? LastErrorMessage { get; init; }
    public DateTime? CancelRequestedAt { get; init; }
    public string? CancelReason { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    public DateTime ReceivedAt { get; init; }
    public DateTime? NsCreatedAt { get; init; }
    public DateTime? CompletedAt { get; init; }
    public string? BoomiExecutionId { get; init; }
    public string Bucket { get; init; } = "";

    public const string Columns =
        """
        staging_id, source, source_order_id, source_version, attempt, external_id, provisional_order_id, order_number, purchase_order_number,
        netsuite_transaction_id, netsuite_order_number, netsuite_internal_id, netsuite_customer_id, customer_name, salesforce_account_id, customer_email,
        board_id, board_item_id, board_subitems, order_date, order_total, currency_code, staging_status, credit_check_status, inventory_status, board_status,
        erp_version, board_version, correlation_confidence, correlation_method, subsidiary_id, subsidiary_determination_method, step, step_since, review_code,
        manual_review_reason, wait_code, wait_reason, wait_until, retry_count, max_retries, last_error_code, last_error_message, cancel_requested_at, cancel_reason,
        created_at, updated_at, received_at, ns_created_at, completed_at, boomi_execution_id, bucket
        """;
}
