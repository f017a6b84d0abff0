using System.Text.Json;
using Dapper;
using Npgsql;
using Workers.MondaySync.RecordCommands;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Moves orders that stand on the board, item and all subitems, from staging to production and archives their staging rows.</summary>
internal static class Promotion
{
    public static async Task<IReadOnlyList<CommandRow>> Promote(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OrderWork> works)
    {
        if (works.Count == 0) return [];
        var arguments = new
        {
            ids = works.Select(work => work.Staged!.StgId).ToArray(), orders = works.Select(work => work.OrderId).ToArray(),
            versions = works.Select(work => work.Command.Version).ToArray(), attempts = works.Select(work => work.Command.Attempt).ToArray(),
            boards = works.Select(work => work.Item.BoardId!.Value).ToArray(), items = works.Select(work => work.Item.ItemId!.Value).ToArray(),
            subitems = works.Select(work => work.Subitems.Count(subitem => subitem.StgAction == "UPSERT")).ToArray(),
        };
        await connection.ExecuteAsync(Items, arguments, transaction);
        await connection.ExecuteAsync(Subitems, arguments, transaction);
        await connection.ExecuteAsync(Archive, arguments, transaction);
        var answers = (await connection.QueryAsync<CommandRow>(Answer, arguments, transaction)).AsList();
        await connection.ExecuteAsync(Stand, arguments, transaction);
        if (works.Any(work => work.Command.Attempt > 1 || work.Item.StandsVersion is not null)) await connection.ExecuteAsync(Resolve, arguments, transaction);
        await Journal.Audit(connection, transaction, [.. works.Select(work => new AuditEntry
        {
            OrderId = work.OrderId, EventType = work.Item.StandsVersion is null ? "BOARD_ITEM_CREATED" : "BOARD_ITEM_CHANGED", Source = "monday_sync",
            Description = $"Item {work.Item.ItemId} with its subitems stands on board {work.Item.BoardId}",
            OldValue = work.Item.StandsVersion is null ? null : JsonSerializer.Serialize(new { version = work.Item.StandsVersion }),
            NewValue = JsonSerializer.Serialize(new { version = work.Command.Version, boardId = work.Item.BoardId, itemId = work.Item.ItemId }),
        })]);
        return answers;
    }

    private const string Items =
        """
        -- monday_sync: promote items
        insert into mon_cust_master_schedule
            (order_id, order_version, attempt, external_id, title, customer, order_number, po_number, order_date, requested_date, order_total, currency, netsuite_order,
             netsuite_id, status, inventory, ship_to_country, source, column_values, board_id, group_id, item_id, batch_id, customer_batch)
        select stg.order_id, stg.order_version, stg.attempt, stg.external_id, stg.title, stg.customer, stg.order_number, stg.po_number, stg.order_date, stg.requested_date,
               stg.order_total, stg.currency, stg.netsuite_order, stg.netsuite_id, stg.status, stg.inventory, stg.ship_to_country, stg.source, stg.column_values,
               done.board_id, stg.group_id, done.item_id, stg.stg_batch_id, stg.stg_customer_batch
        from unnest(@ids, @boards, @items) as done (stg_id, board_id, item_id)
        join stg_mon_cust_master_schedule stg on stg.stg_id = done.stg_id
        on conflict (order_id) do update set
            order_version = excluded.order_version, attempt = excluded.attempt, title = excluded.title, customer = excluded.customer, order_number = excluded.order_number,
            po_number = excluded.po_number, order_date = excluded.order_date, requested_date = excluded.requested_date, order_total = excluded.order_total,
            currency = excluded.currency, netsuite_order = excluded.netsuite_order, netsuite_id = excluded.netsuite_id, status = excluded.status, inventory = excluded.inventory,
            ship_to_country = excluded.ship_to_country, source = excluded.source, column_values = excluded.column_values, board_id = excluded.board_id,
            group_id = excluded.group_id, item_id = excluded.item_id, batch_id = excluded.batch_id, customer_batch = excluded.customer_batch,
            promoted_at = now(), closed_at = null, rolled_back_at = null
        """;

    // The statement's parts see the same snapshot: old subitems that stay are updated, those that went are deleted.
    private const string Subitems =
        """
        -- monday_sync: promote subitems
        with standing as (
            select stg.*, parent.order_id, parent.item_id as parent_id
            from stg_mon_cust_master_schedule_subitems stg
            join stg_mon_cust_master_schedule parent on parent.stg_id = stg.stg_parent_stg_id
            where stg.stg_parent_stg_id = any(@ids) and stg.stg_action = 'UPSERT'
        ), gone as (
            delete from mon_cust_master_schedule_subitems sub
            where sub.order_id = any(@orders) and not exists (select from standing where standing.order_id = sub.order_id and standing.external_id = sub.external_id)
        )
        insert into mon_cust_master_schedule_subitems
            (order_id, external_id, parent_item_id, subitem_id, subitem_board_id, subitem_name, line_number, sku, description, size, order_qty, unit_price, inventory, column_values, batch_id)
        select order_id, external_id, parent_id, stg_monday_subitem_id, stg_monday_subitem_board_id, subitem_name, line_number, sku, description, size, order_qty, unit_price,
               inventory, column_values, stg_batch_id
        from standing
        on conflict (order_id, external_id) do update set
            parent_item_id = excluded.parent_item_id, subitem_id = excluded.subitem_id, subitem_board_id = excluded.subitem_board_id, subitem_name = excluded.subitem_name,
            line_number = excluded.line_number, sku = excluded.sku, description = excluded.description, size = excluded.size, order_qty = excluded.order_qty,
            unit_price = excluded.unit_price, inventory = excluded.inventory, column_values = excluded.column_values, batch_id = excluded.batch_id, promoted_at = now()
        """;

    // Rows of lower versions and attempts that were left out or had failed go along.
    private const string Archive =
        """
        -- monday_sync: archive promoted rows
        with done as (
            delete from stg_mon_cust_master_schedule stg
            using unnest(@orders, @versions, @attempts) as orders (order_id, version, attempt)
            where stg.order_id = orders.order_id and (stg.order_version, stg.attempt) <= (orders.version, orders.attempt)
            returning stg.*
        )
        insert into stg_mon_cust_master_schedule_archive (stg_id, order_id, order_version, stg_batch_id, item, subitems)
        select done.stg_id, done.order_id, done.order_version, done.stg_batch_id, to_jsonb(done) || '{"stg_status": "PROMOTED"}',
               coalesce((select jsonb_agg(to_jsonb(sub)) from stg_mon_cust_master_schedule_subitems sub where sub.stg_parent_stg_id = done.stg_id), '[]')
        from done
        """;

    private static readonly string Answer =
        $"""
        -- monday_sync: answer synced orders
        update sync_command command
        set outcome = 'SYNCED', result_version = done.version, board_id = done.board_id, item_id = done.item_id, subitems = done.subitems, finished_at = now(), announced_at = null
        from unnest(@orders, @versions, @attempts, @boards, @items, @subitems) as done (order_id, version, attempt, board_id, item_id, subitems)
        where command.order_id = done.order_id and command.kind = 'SYNC' and command.outcome is null and (command.version, command.attempt) <= (done.version, done.attempt)
        returning {string.Join(", ", CommandRow.Columns.Split(", ").Select(column => "command." + column))}
        """;

    private const string Stand =
        """
        -- monday_sync: note what stands
        update board_item item
        set stands_version = done.version, stands_attempt = done.attempt, board_id = done.board_id, item_id = done.item_id, state = 'OPEN', look_up = 0, retry_count = 0,
            waiting_code = null, round_id = null,
            due_at = case when exists (select from sync_command command where command.order_id = item.order_id and command.outcome is null) then now() end
        from unnest(@orders, @versions, @attempts, @boards, @items) as done (order_id, version, attempt, board_id, item_id)
        where item.order_id = done.order_id
        """;

    private const string Resolve =
        """
        -- monday_sync: resolve errors
        with items as (
            update err_mon_cust_master_schedule set resolved_at = now(), resolved_by = coalesce(resolved_by, 'monday-sync') where order_id = any(@orders) and resolved_at is null
        )
        update err_mon_cust_master_schedule_subitems set resolved_at = now(), resolved_by = coalesce(resolved_by, 'monday-sync') where order_id = any(@orders) and resolved_at is null
        """;
}
