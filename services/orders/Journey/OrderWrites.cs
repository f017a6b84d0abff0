using Npgsql;
using Workers.Contracts.Transformation;

namespace Workers.Orders.Journey;

/// <summary>What an event adds beside the order's row, each kind as one statement for the whole group.</summary>
internal static class OrderWrites
{
    public static void Identities(NpgsqlBatch batch, IReadOnlyList<OrderState> added)
    {
        if (added.Count == 0) return;
        Add(batch,
            """
            -- orders: take the identity; a second staging id for one order of a channel is refused here
            insert into order_identity (source_order_id, source, staging_id)
            select * from unnest($1::text[], $2::text[], $3::uuid[])
            """,
            Array(added, o => o.SourceOrderId), Array(added, o => o.Source), Array(added, o => o.CorrelationId));
    }

    public static void Lines(NpgsqlBatch batch, IReadOnlyList<OrderState> orders)
    {
        var withContent = orders.Where(order => order.Pending.Content is not null).ToList();
        if (withContent.Count == 0) return;
        Provisional(batch, withContent);
        var again = withContent.Where(order => order.Version > 1).ToList();
        if (again.Count > 0)
            Add(batch, "-- orders: replace lines\ndelete from staging_order_lines where staging_id = any($1)", Array(again, o => o.CorrelationId));
        var lines = withContent.SelectMany(order => order.Pending.Content!.Lines.Select(line => (Id: order.CorrelationId, Line: line))).ToList();
        T[] Of<T>(Func<StagedLine, T> value) => [.. lines.Select(line => value(line.Line))];
        Add(batch,
            """
            -- orders: write lines
            insert into staging_order_lines (staging_id, line_number, salesforce_product_id, salesforce_product_code, netsuite_item_id, netsuite_item_name,
                is_custom_product, product_correlation_status, quantity, unit_price, line_total, discount_amount)
            select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::boolean[], $8::text[],
                $9::numeric[], $10::numeric[], $11::numeric[], $12::numeric[])
            """,
            Parameter([.. lines.Select(line => line.Id)]), Parameter(Of(l => l.LineNumber)), Parameter(Of(l => OrderColumns.Fit(l.ProductId, 18))),
            Parameter(Of(l => OrderColumns.Fit(l.ProductCode, 100))), Parameter(Of(l => l.NetSuiteItemId)), Parameter(Of(l => OrderColumns.Fit(l.NetSuiteItemName, 255))),
            Parameter(Of(l => l.IsCustomProduct)), Parameter(Of(l => l.ProductStatus)), Parameter(Of(l => l.Quantity)), Parameter(Of(l => l.UnitPrice)),
            Parameter(Of(l => l.LineTotal)), Parameter(Of(l => l.DiscountAmount)));
    }

    public static void Availability(NpgsqlBatch batch, IReadOnlyList<OrderState> orders)
    {
        var lines = orders.Where(order => order.Pending.Availability is not null)
            .SelectMany(order => order.Pending.Availability!.Select(line => (Id: order.CorrelationId, Line: line))).ToList();
        if (lines.Count == 0) return;
        Add(batch,
            """
            -- orders: write stock per line
            update staging_order_lines l
            set inventory_status = d.status, available_quantity = d.available, vendor_id = d.vendor, vendor_lead_time = d.lead_time, updated_at = now()
            from unnest($1::uuid[], $2::integer[], $3::text[], $4::numeric[], $5::text[], $6::integer[]) as d(id, line, status, available, vendor, lead_time)
            where l.staging_id = d.id and l.line_number = d.line
            """,
            Parameter([.. lines.Select(l => l.Id)]), Parameter([.. lines.Select(l => l.Line.LineNumber)]), Parameter([.. lines.Select(l => l.Line.InventoryStatus)]),
            Parameter([.. lines.Select(l => l.Line.AvailableQuantity)]), Parameter([.. lines.Select(l => OrderColumns.Fit(l.Line.VendorId, 20))]),
            Parameter([.. lines.Select(l => l.Line.VendorLeadTimeDays)]));
    }

    public static void LookupKeys(NpgsqlBatch batch, IReadOnlyList<OrderState> orders)
    {
        var keys = orders.SelectMany(order => order.Pending.LookupKeys.Select(key => (order.CorrelationId, Key: key))).Distinct().ToList();
        if (keys.Count == 0) return;
        Add(batch,
            """
            -- orders: write look-up keys
            insert into order_lookup (lookup_key, staging_id) select * from unnest($1::text[], $2::uuid[]) on conflict do nothing
            """,
            Parameter([.. keys.Select(key => OrderColumns.Fit(key.Key, 255)!)]), Parameter([.. keys.Select(key => key.CorrelationId)]));
    }

    public static void Audit(NpgsqlBatch batch, IReadOnlyList<OrderState> orders)
    {
        var entries = orders.SelectMany(order => order.Pending.Audit).ToList();
        if (entries.Count == 0) return;
        Add(batch,
            """
            -- orders: append audit rows
            insert into audit_log (staging_id, event_type, event_description, old_value, new_value, system_source, user_id, boomi_execution_id)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::jsonb[], $6::text[], $7::text[], $8::text[])
            """,
            Parameter([.. entries.Select(e => e.OrderId)]), Parameter([.. entries.Select(e => e.EventType)]), Parameter([.. entries.Select(e => e.Description)]),
            Parameter([.. entries.Select(e => e.OldValue)]), Parameter([.. entries.Select(e => e.NewValue)]), Parameter([.. entries.Select(e => e.Source)]),
            Parameter([.. entries.Select(e => OrderColumns.Fit(e.User, 100))]), Parameter([.. entries.Select(e => e.TraceId)]));
    }

    private static void Provisional(NpgsqlBatch batch, IReadOnlyList<OrderState> orders) => Add(batch,
        """
        -- orders: take the provisional id; another order's is refused by the key
        insert into provisional_order (provisional_order_id, staging_id)
        select d.id, d.order_id from unnest($1::text[], $2::uuid[]) as d(id, order_id)
        where not exists (select from provisional_order p where p.provisional_order_id = d.id and p.staging_id = d.order_id)
        """,
        Array(orders, o => o.ProvisionalOrderId!), Array(orders, o => o.CorrelationId));

    private static NpgsqlParameter Array<T>(IReadOnlyList<OrderState> orders, Func<OrderState, T> value) => Parameter<T>([.. orders.Select(value)]);

    private static NpgsqlParameter Parameter<T>(T[] values) => new NpgsqlParameter<T[]> { TypedValue = values };

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }
}
