using Dapper;
using Npgsql;
using Workers.MondaySync.MapOrder;

namespace Workers.MondaySync.RecordCommands;

/// <summary>Fills the staging tables: one batch per customer and write, one row per order, one per subitem.</summary>
internal static class StagingWriter
{
    public static async Task Write(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<StagedDraft> drafts)
    {
        if (drafts.Count == 0) return;
        var batches = drafts.GroupBy(draft => CleanText.Column(draft.Order.CustomerName)!).ToDictionary(group => group.Key, group => (Id: Guid.CreateVersion7(), Count: group.Count()));
        await connection.ExecuteAsync(
            """
            -- monday_sync: start batches
            insert into mon_batch_processing (batch_id, customer_name, total_records)
            select * from unnest(@ids, @customers, @counts)
            """,
            new { ids = batches.Values.Select(batch => batch.Id).ToArray(), customers = batches.Keys.ToArray(), counts = batches.Values.Select(batch => batch.Count).ToArray() }, transaction);
        var items = await Items(connection, transaction, drafts, [.. drafts.Select(draft => batches[CleanText.Column(draft.Order.CustomerName)!].Id)]);
        await Subitems(connection, transaction, drafts, items);
    }

    /// <summary>Replaces what is staged for orders that are tried again by hand: the mapping may have been mended.</summary>
    public static async Task Rewrite(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<StagedDraft> drafts)
    {
        await connection.ExecuteAsync(
            """
            -- monday_sync: drop staged rows
            delete from stg_mon_cust_master_schedule stg
            using unnest(@orderIds, @versions, @attempts) as orders (order_id, version, attempt)
            where stg.order_id = orders.order_id and stg.order_version = orders.version and stg.attempt = orders.attempt
            """, Keys(drafts), transaction);
        await Write(connection, transaction, drafts);
    }

    /// <summary>Turns away what Monday would refuse: staging row, error row and answer, before any call.</summary>
    public static async Task<IReadOnlyList<CommandRow>> Refuse(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<StagedDraft> drafts) =>
        drafts.Count == 0 ? [] : await Failures.Record(connection, transaction,
            [.. drafts.Select(draft => new Failure
            {
                OrderId = draft.Order.OrderId, Version = draft.Order.Version, Attempt = draft.Order.Attempt,
                Code = "VALIDATION", Message = $"Not sent to Monday: {draft.Problem}", Payload = draft.Draft.ColumnValues,
            })]);

    private static object Keys(IReadOnlyList<StagedDraft> drafts) => new
    {
        orderIds = drafts.Select(draft => draft.Order.OrderId).ToArray(), versions = drafts.Select(draft => draft.Order.Version).ToArray(),
        attempts = drafts.Select(draft => draft.Order.Attempt).ToArray(),
    };

    private static async Task<Dictionary<(Guid, long, int), (long StgId, Guid Batch)>> Items(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<StagedDraft> drafts, Guid[] batches)
    {
        var rows = await connection.QueryAsync<(long StgId, Guid OrderId, long Version, int Attempt, Guid Batch)>(
            """
            -- monday_sync: stage items
            insert into stg_mon_cust_master_schedule
                (order_id, order_version, attempt, external_id, title, customer, order_number, po_number, order_date, requested_date, order_total, currency,
                 netsuite_order, netsuite_id, status, inventory, ship_to_country, source, column_values, group_id, stg_batch_id, stg_customer_batch)
            select * from unnest(@orderIds, @versions, @attempts, @externalIds, @titles, @customers, @numbers, @purchaseOrders, @orderDates, @requestedDates,
                @totals, @currencies, @netSuiteOrders, @netSuiteIds, @statuses, @inventories, @countries, @sources, @values, @groups, @batches, @customers)
            returning stg_id, order_id, order_version, attempt, stg_batch_id
            """, ItemArrays(drafts, batches), transaction);
        return rows.ToDictionary(row => (row.OrderId, row.Version, row.Attempt), row => (row.StgId, row.Batch));
    }

    private static object ItemArrays(IReadOnlyList<StagedDraft> drafts, Guid[] batches)
    {
        T[] Each<T>(Func<StagedDraft, T> value) => [.. drafts.Select(value)];
        return new
        {
            batches,
            orderIds = Each(d => d.Order.OrderId), versions = Each(d => d.Order.Version), attempts = Each(d => d.Order.Attempt),
            externalIds = Each(d => d.Order.ExternalId.ToString()), titles = Each(d => d.Draft.Title), customers = Each(d => CleanText.Column(d.Order.CustomerName)!),
            numbers = Each(d => CleanText.Column(d.Order.Order.OrderNumber ?? d.Order.Order.ProvisionalOrderId)), purchaseOrders = Each(d => CleanText.Column(d.Order.Order.PurchaseOrderNumber)),
            orderDates = Each(d => DateOnly.FromDateTime(d.Order.Order.OrderDate.UtcDateTime)), requestedDates = Each(d => d.Order.Order.RequestedDate),
            totals = Each(d => d.Order.Order.OrderTotal), currencies = Each(d => CleanText.Column(d.Order.Order.CurrencyCode)),
            netSuiteOrders = Each(d => CleanText.Column(d.Order.NetSuiteOrderNumber)), netSuiteIds = Each(d => d.Order.NetSuiteInternalId),
            statuses = Each(d => d.Draft.Status), inventories = Each(d => d.Draft.Inventory),
            countries = Each(d => CleanText.Column(d.Order.Order.ShippingAddress?.CountryCode ?? d.Order.Order.ShippingAddress?.Country)),
            sources = Each(d => CleanText.Column(d.Order.Source)), values = Each(d => d.Draft.ColumnValues), groups = Each(d => d.Draft.Group),
        };
    }

    private static Task Subitems(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<StagedDraft> drafts, Dictionary<(Guid, long, int), (long StgId, Guid Batch)> items)
    {
        var all = drafts.SelectMany(draft => draft.Draft.Subitems.Select(sub => (Sub: sub, Parent: items[(draft.Order.OrderId, draft.Order.Version, draft.Order.Attempt)],
            Customer: CleanText.Column(draft.Order.CustomerName)!))).ToList();
        T[] Each<T>(Func<SubitemDraft, T> value) => [.. all.Select(row => value(row.Sub))];
        return connection.ExecuteAsync(
            """
            -- monday_sync: stage subitems
            insert into stg_mon_cust_master_schedule_subitems
                (stg_parent_stg_id, stg_batch_id, stg_customer_batch, external_id, subitem_name, line_number, sku, description, size, order_qty, unit_price, inventory, column_values)
            select * from unnest(@parents, @batches, @customers, @externalIds, @names, @lines, @skus, @descriptions, @sizes, @quantities, @prices, @inventories, @values)
            """,
            new
            {
                parents = all.Select(row => row.Parent.StgId).ToArray(), batches = all.Select(row => row.Parent.Batch).ToArray(), customers = all.Select(row => row.Customer).ToArray(),
                externalIds = Each(s => s.ExternalId), names = Each(s => s.Name), lines = Each(s => s.LineNumber), skus = Each(s => s.Sku), descriptions = Each(s => s.Description),
                sizes = Each(s => s.Size), quantities = Each(s => s.Quantity), prices = Each(s => s.UnitPrice), inventories = Each(s => s.Inventory), values = Each(s => s.ColumnValues),
            }, transaction);
    }
}
