using Dapper;
using Npgsql;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Writes the state of staging rows back, many in one statement.</summary>
internal static class StagedRowsUpdate
{
    public static Task Items(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OrderWork> works) =>
        works.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(
            """
            -- monday_sync: update staged items
            update stg_mon_cust_master_schedule stg
            set stg_status = now.status, column_values = now.column_values, stg_monday_item_id = now.item_id, item_id = now.item_id, stg_unknown = now.is_unknown, stg_processed_date = now()
            from unnest(@ids, @statuses, @values, @items, @unknown) as now (stg_id, status, column_values, item_id, is_unknown)
            where stg.stg_id = now.stg_id
            """,
            new
            {
                ids = works.Select(work => work.Staged!.StgId).ToArray(), statuses = works.Select(work => work.Staged!.StgStatus).ToArray(), values = works.Select(work => work.Staged!.ColumnValues).ToArray(),
                items = works.Select(work => work.Item.ItemId).ToArray(), unknown = works.Select(work => work.Staged!.StgUnknown).ToArray(),
            }, transaction);

    public static Task Subitems(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<StagedSubitem> subitems) =>
        subitems.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(
            """
            -- monday_sync: update staged subitems
            update stg_mon_cust_master_schedule_subitems stg
            set stg_status = now.status, stg_monday_subitem_id = now.subitem_id, subitem_id = now.subitem_id, stg_monday_subitem_board_id = now.board_id,
                subitem_board_id = now.board_id, stg_unknown = now.is_unknown, stg_processed_date = now()
            from unnest(@ids, @statuses, @subitems, @boards, @unknown) as now (stg_id, status, subitem_id, board_id, is_unknown)
            where stg.stg_id = now.stg_id
            """,
            new
            {
                ids = subitems.Select(row => row.StgId).ToArray(), statuses = subitems.Select(row => row.StgStatus).ToArray(), subitems = subitems.Select(row => row.StgMondaySubitemId).ToArray(),
                boards = subitems.Select(row => row.StgMondaySubitemBoardId).ToArray(), unknown = subitems.Select(row => row.StgUnknown).ToArray(),
            }, transaction);

    /// <summary>Rows for subitems that shall go: they were not part of the order as it came.</summary>
    public static async Task AddDeletions(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(OrderWork Work, StagedSubitem Subitem)> surplus)
    {
        foreach (var (work, subitem) in surplus)
            subitem.StgId = await connection.QuerySingleAsync<long>(
                """
                -- monday_sync: stage a removal
                insert into stg_mon_cust_master_schedule_subitems
                    (stg_parent_stg_id, external_id, subitem_name, line_number, order_qty, column_values, stg_batch_id, stg_customer_batch, stg_action, stg_monday_subitem_id, stg_monday_subitem_board_id)
                values (@parent, @ExternalId, @SubitemName, 0, 0, '{}', @batch, @Customer, 'DELETE', @StgMondaySubitemId, @StgMondaySubitemBoardId)
                returning stg_id
                """,
                new { parent = work.Staged!.StgId, subitem.ExternalId, subitem.SubitemName, batch = work.Staged.StgBatchId, work.Item.Customer, subitem.StgMondaySubitemId, subitem.StgMondaySubitemBoardId }, transaction);
    }
}
