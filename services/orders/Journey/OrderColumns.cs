using Npgsql;

namespace Workers.Orders.Journey;

/// <summary>Every column of <c>staging_orders</c> that the saga writes, once: the statements are made from this table.</summary>
internal static class OrderColumns
{
    private static readonly Column[] Key =
    [
        Of("staging_id", "uuid", o => o.CorrelationId),
        Of("row_version", "integer", o => o.Version),
    ];

    /// <summary>Written with the first event and never again.</summary>
    private static readonly Column[] Fixed =
    [
        Of("source", "text", o => o.Source),
        Of("source_order_id", "text", o => o.SourceOrderId),
        Of("external_id", "uuid", o => o.ExternalId),
        Of("received_at", "timestamptz", o => o.ReceivedAt),
        Of("created_at", "timestamptz", o => o.CreatedAt),
        Of("salesforce_order_id", "text", o => o.Source == "SALESFORCE" ? Fit(o.SourceOrderId, 18) : null),
        Of("boomi_execution_id", "text", o => o.TraceId),
    ];

    private static readonly Column[] Changing =
    [
        Of("source_version", "bigint", o => o.SourceVersion), Of("attempt", "integer", o => o.Attempt),
        Of("caused_by", "uuid", o => o.CausedBy), Of("updated_at", "timestamptz", o => o.UpdatedAt), Of("updated_by", "text", o => Fit(o.UpdatedBy, 100)),
        Of("staging_status", "text", o => o.StagingStatus), Of("step", "text", o => o.Step), Of("step_since", "timestamptz", o => o.StepSince),
        Of("requires_manual_review", "boolean", o => o.RequiresManualReview), Of("review_code", "text", o => Fit(o.ReviewCode, 100)),
        Of("manual_review_reason", "text", o => o.ManualReviewReason),
        Of("wait_code", "text", o => Fit(o.WaitCode, 50)), Of("wait_reason", "text", o => o.WaitReason), Of("wait_until", "timestamptz", o => o.WaitUntil),
        Of("sweep_at", "timestamptz", o => o.SweepAt), Of("sweeps", "integer", o => o.Sweeps),
        Of("retry_count", "integer", o => o.RetryCount), Of("max_retries", "integer", o => o.MaxRetries),
        Of("last_error_code", "text", o => Fit(o.LastErrorCode, 50)), Of("last_error_message", "text", o => o.LastErrorMessage),
        Of("provisional_order_id", "text", o => o.ProvisionalOrderId), Of("order_number", "text", o => Fit(o.OrderNumber, 100)),
        Of("purchase_order_number", "text", o => Fit(o.PurchaseOrderNumber, 100)), Of("salesforce_opportunity_id", "text", o => Fit(o.SalesforceOpportunityId, 18)),
        Of("order_date", "timestamptz", o => o.OrderDate), Of("sf_created_at", "timestamptz", o => o.SfCreatedAt),
        Of("order_total", "numeric", o => o.OrderTotal), Of("currency_code", "text", o => o.CurrencyCode), Of("billing_country", "text", o => Fit(o.BillingCountry, 100)),
        Of("subsidiary_id", "integer", o => o.SubsidiaryId), Of("subsidiary_determination_method", "text", o => Fit(o.SubsidiaryDeterminationMethod, 50)),
        Of("salesforce_account_id", "text", o => Fit(o.SalesforceAccountId, 18)), Of("customer_email", "text", o => Fit(o.CustomerEmail, 255)),
        Of("customer_name", "text", o => Fit(o.CustomerName, 255)), Of("as400_customer_id", "text", o => Fit(o.As400CustomerId, 20)),
        Of("as400_company", "text", o => Fit(o.As400Company, 20)), Of("duns_number", "text", o => Fit(o.DunsNumber, 9)), Of("tax_id", "text", o => Fit(o.TaxId, 20)),
        Of("netsuite_customer_id", "bigint", o => o.NetsuiteCustomerId), Of("correlation_confidence", "numeric", o => o.CorrelationConfidence),
        Of("correlation_method", "text", o => Fit(o.CorrelationMethod, 50)), Of("credit_check_status", "text", o => Fit(o.CreditCheckStatus, 50)),
        Of("payment_terms", "text", o => Fit(o.PaymentTerms, 50)),
        Of("erp_requested", "boolean", o => o.ErpRequested), Of("erp_version", "bigint", o => o.ErpVersion),
        Of("netsuite_transaction_id", "text", o => Fit(o.NetsuiteTransactionId, 50)), Of("netsuite_order_number", "text", o => Fit(o.NetsuiteOrderNumber, 20)),
        Of("netsuite_internal_id", "bigint", o => o.NetsuiteInternalId), Of("ns_created_at", "timestamptz", o => o.NsCreatedAt),
        Of("inventory_status", "text", o => o.InventoryStatus), Of("availability", "jsonb", o => o.Availability),
        Of("board_requested", "boolean", o => o.BoardRequested), Of("board_status", "text", o => o.BoardStatus), Of("board_id", "bigint", o => o.BoardId),
        Of("board_item_id", "bigint", o => o.BoardItemId), Of("board_subitems", "integer", o => o.BoardSubitems), Of("board_version", "bigint", o => o.BoardVersion),
        Of("completed_at", "timestamptz", o => o.CompletedAt),
        Of("cancel_requested_at", "timestamptz", o => o.CancelRequestedAt), Of("cancel_reason", "text", o => o.CancelReason),
        Of("erp_cancelled", "boolean", o => o.ErpCancelled), Of("erp_cancelled_id", "bigint", o => o.ErpCancelledId), Of("board_closed", "boolean", o => o.BoardClosed),
        Of("chosen_customer_id", "bigint", o => o.ChosenCustomerId), Of("chosen_subsidiary_id", "integer", o => o.ChosenSubsidiaryId),
        Of("chosen_by", "text", o => Fit(o.ChosenBy, 100)), Of("chosen_reason", "text", o => o.ChosenReason),
        Of("approved_by", "text", o => Fit(o.ApprovedBy, 100)), Of("approval_reason", "text", o => o.ApprovalReason),
        Of("applied_actions", "text", o => o.AppliedActions),
    ];

    // Rewritten only when the content is new; otherwise the stored value stays where it is.
    private static readonly Column Document = Of("document", "jsonb", o => o.Pending.Content is null ? null : o.Document);

    private static readonly Column[] Inserted = [.. Key, .. Fixed, .. Changing, Document];
    private static readonly Column[] Updated = [.. Key, .. Changing, Document];

    /// <summary>Reads orders by id, without a lock.</summary>
    public static readonly string ReadSql =
        $"""
        -- orders: load a group
        select {string.Join(", ", Inserted.Select(column => column.Name switch
        {
            "staging_id" => "staging_id as correlation_id",
            "row_version" => "row_version as version",
            "boomi_execution_id" => "boomi_execution_id as trace_id",
            var name => name,
        }))}
        from staging_orders
        where staging_id = any(@ids)
        order by staging_id
        """;

    /// <summary>
    /// Reads and locks; the lock is taken in the order of the ids. The plans of a group's statements are made while the month's table is still small
    /// and are kept while it grows: they have to go by the key from the beginning.
    /// </summary>
    public static readonly string LoadSql =
        $"""
        set local enable_seqscan = off;
        set local enable_hashjoin = off;
        set local enable_mergejoin = off;
        {ReadSql}
        for update
        """;

    private static readonly string InsertSql =
        $"""
        -- orders: insert a group
        insert into staging_orders ({Names(Inserted)})
        select {Names(Inserted)} from unnest({Arrays(Inserted)}) as d({Names(Inserted)})
        on conflict (staging_id) do nothing
        returning staging_id
        """;

    public static readonly string UpdateSql =
        $"""
        -- orders: update a group
        update staging_orders o
        set row_version = d.row_version, {string.Join(", ", Changing.Select(column => $"{column.Name} = d.{column.Name}"))}, document = coalesce(d.document, o.document)
        from unnest({Arrays(Updated)}) as d({Names(Updated)})
        where o.staging_id = d.staging_id and o.row_version = d.row_version - 1
        returning o.staging_id
        """;

    public static NpgsqlBatchCommand Insert(IReadOnlyList<OrderState> rows) => Command(InsertSql, Inserted, rows);

    public static NpgsqlBatchCommand Update(IReadOnlyList<OrderState> rows) => Command(UpdateSql, Updated, rows);

    /// <summary>What a channel or vendor sent is whole in the document; the column keeps as much as it can hold.</summary>
    public static string? Fit(string? value, int width) => value is null || value.Length <= width ? value : value[..width];

    private static NpgsqlBatchCommand Command(string sql, Column[] columns, IReadOnlyList<OrderState> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns) command.Parameters.Add(column.Parameter(rows));
        return command;
    }

    private static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(column => column.Name));

    private static string Arrays(IEnumerable<Column> columns) => string.Join(", ", columns.Select((column, index) => $"${index + 1}::{column.Type}[]"));

    // The type is named: guessed from the values, an array of times that begins with a null would be taken for one without time zone.
    private static Column Of<T>(string name, string type, Func<OrderState, T> value) =>
        new(name, type, rows => new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(value)], DataTypeName = $"{type}[]" });

    private sealed record Column(string Name, string Type, Func<IReadOnlyList<OrderState>, NpgsqlParameter> Parameter);
}
