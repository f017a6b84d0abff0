using System.Text.Json;
using Dapper;
using Npgsql;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.MondaySync.MapOrder;
using Workers.Postgres;

namespace Workers.MondaySync.RecordCommands;

/// <summary>Records commands once and stages what they ask for. Every statement takes orders in the order of their ids, so that two batches cannot block each other.</summary>
internal sealed class CommandStore(Database database, BoardMapping mapping)
{
    /// <summary>Records orders to be carried to the board.</summary>
    /// <returns>The stored rows; those with an outcome have an answer already.</returns>
    public async Task<IReadOnlyList<CommandRow>> Record(IReadOnlyList<SyncToBoard> messages, CancellationToken cancellationToken)
    {
        var orders = messages.GroupBy(message => (message.OrderId, message.Version, message.Attempt)).Select(group => group.First())
            .OrderBy(message => message.OrderId).ThenBy(message => message.Version).ThenBy(message => message.Attempt).ToList();
        var drafts = orders.Select(order => new StagedDraft(order, BoardMapper.Map(order, mapping))).ToList();
        return await database.InTransaction(async (connection, transaction) =>
        {
            var stored = await Insert(connection, transaction, CommandRow.Sync, orders, orders.Select(order => order.ExternalId), orders.Select(order => JsonSerializer.Serialize(order)));
            var isNew = stored.Where(row => row.IsNew).Select(row => (row.OrderId, row.Version, row.Attempt)).ToHashSet();
            var fresh = drafts.Where(draft => isNew.Contains((draft.Order.OrderId, draft.Order.Version, draft.Order.Attempt))).ToList();
            if (fresh.Count == 0) return stored;

            var items = await Touch(connection, transaction, fresh);
            var open = fresh.Where(draft => Settlement.Decide(items[draft.Order.OrderId], CommandRow.Sync, draft.Order.Version, draft.Order.Attempt) is null).ToList();
            await StagingWriter.Write(connection, transaction, open);
            var settled = await Settle(connection, transaction, CommandRow.Sync, [.. fresh.Except(open).Select(draft => draft.Order)], items);
            var refused = await StagingWriter.Refuse(connection, transaction, [.. open.Where(draft => draft.Problem is not null)]);
            return Replace(stored, [.. settled, .. refused]);
        }, cancellationToken);
    }

    /// <summary>Records cancellations: the tombstone first, in the same transaction as the command.</summary>
    public async Task<IReadOnlyList<CommandRow>> Record(IReadOnlyList<CloseBoardItem> messages, CancellationToken cancellationToken)
    {
        var orders = messages.GroupBy(message => (message.OrderId, message.Version, message.Attempt)).Select(group => group.First())
            .OrderBy(message => message.OrderId).ThenBy(message => message.Version).ThenBy(message => message.Attempt).ToList();
        return await database.InTransaction(async (connection, transaction) =>
        {
            var stored = await Insert(connection, transaction, CommandRow.Close, orders, orders.Select(order => order.ExternalId), orders.Select(order => JsonSerializer.Serialize(order)));
            var isNew = stored.Where(row => row.IsNew).Select(row => (row.OrderId, row.Version, row.Attempt)).ToHashSet();
            var fresh = orders.Where(order => isNew.Contains((order.OrderId, order.Version, order.Attempt))).ToList();
            if (fresh.Count == 0) return stored;

            var items = await Bury(connection, transaction, fresh);
            var settled = await Settle(connection, transaction, CommandRow.Close,
                [.. fresh.Where(order => Settlement.Decide(items[order.OrderId], CommandRow.Close, order.Version, order.Attempt) is not null)], items);
            return Replace(stored, settled);
        }, cancellationToken);
    }

    private static async Task<IReadOnlyList<CommandRow>> Insert<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string kind, IReadOnlyList<T> orders, IEnumerable<Guid> externalIds, IEnumerable<string> bodies)
        where T : IOrderMessage =>
        (await connection.QueryAsync<CommandRow>(
            $"""
            -- monday_sync: record commands
            insert into sync_command as stored (order_id, version, attempt, kind, external_id, body)
            select orders.order_id, orders.version, orders.attempt, @kind, orders.external_id, orders.body
            from unnest(@orderIds, @versions, @attempts, @externalIds, @bodies) as orders (order_id, version, attempt, external_id, body)
            on conflict (order_id, version, attempt, kind) do update set kind = excluded.kind   -- no-op, so that the row already there is returned
            returning {CommandRow.Columns}, (xmax = 0) as is_new
            """,
            new
            {
                kind, externalIds = externalIds.ToArray(), bodies = bodies.ToArray(), orderIds = orders.Select(order => order.OrderId).ToArray(),
                versions = orders.Select(order => order.Version).ToArray(), attempts = orders.Select(order => order.Attempt).ToArray(),
            }, transaction)).AsList();

    // Takes the order's row, which serialises it against cancels and rounds, and makes it due. A pause between two look-ups stays as it is.
    private static async Task<Dictionary<Guid, BoardItemRow>> Touch(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<StagedDraft> drafts)
    {
        var orders = drafts.Select(draft => draft.Order).DistinctBy(order => order.OrderId).ToList();
        return (await connection.QueryAsync<BoardItemRow>(
            $"""
            -- monday_sync: touch board items
            insert into board_item as known (order_id, external_id, customer, board_id, item_id, look_up, due_at)
            select orders.order_id, orders.external_id, orders.customer, adopted.board_id, adopted.item_id, case when adopted.item_id is null then 0 else 1 end, now()
            from unnest(@orderIds, @externalIds, @customers) as orders (order_id, external_id, customer)
            left join adopted_item adopted on adopted.external_id = orders.external_id
            on conflict (order_id) do update set due_at = coalesce(known.due_at, excluded.due_at), customer = excluded.customer
            returning {BoardItemRow.Columns}
            """,
            new
            {
                orderIds = orders.Select(order => order.OrderId).ToArray(), externalIds = orders.Select(order => order.ExternalId).ToArray(),
                customers = orders.Select(order => CleanText.Column(order.CustomerName)!).ToArray(),
            }, transaction)).ToDictionary(row => row.OrderId);
    }

    private static async Task<Dictionary<Guid, BoardItemRow>> Bury(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<CloseBoardItem> orders)
    {
        var last = orders.GroupBy(order => order.OrderId).Select(group => group.MaxBy(order => order.Version)!).ToList();
        return (await connection.QueryAsync<BoardItemRow>(
            $"""
            -- monday_sync: leave tombstones
            insert into board_item as known (order_id, external_id, customer, board_id, item_id, look_up, tombstone, due_at)
            select orders.order_id, orders.external_id, '', adopted.board_id, adopted.item_id, case when adopted.item_id is null then 0 else 1 end, orders.version, now()
            from unnest(@orderIds, @externalIds, @versions) as orders (order_id, external_id, version)
            left join adopted_item adopted on adopted.external_id = orders.external_id
            on conflict (order_id) do update
            set due_at = coalesce(known.due_at, excluded.due_at), tombstone = greatest(known.tombstone, excluded.tombstone)
            returning {BoardItemRow.Columns}
            """,
            new
            {
                orderIds = last.Select(order => order.OrderId).ToArray(), externalIds = last.Select(order => order.ExternalId).ToArray(),
                versions = last.Select(order => order.Version).ToArray(),
            }, transaction)).ToDictionary(row => row.OrderId);
    }

    private static async Task<IReadOnlyList<CommandRow>> Settle<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string kind, IReadOnlyList<T> orders, Dictionary<Guid, BoardItemRow> items)
        where T : IOrderMessage
    {
        if (orders.Count == 0) return [];
        return (await connection.QueryAsync<CommandRow>(
            $"""
            -- monday_sync: settle without a call
            with closed as (
                update board_item item set state = 'CLOSED'
                from unnest(@orderIds, @outcomes) as answers (order_id, outcome)
                where item.order_id = answers.order_id and answers.outcome = 'CLOSED' and item.state = 'NONE'
            )
            update sync_command command
            set outcome = answers.outcome, finished_at = now(), board_id = item.board_id, item_id = item.item_id, result_version = item.stands_version,
                subitems = (select count(*) from mon_cust_master_schedule_subitems sub where sub.order_id = command.order_id)
            from unnest(@orderIds, @versions, @attempts, @outcomes) as answers (order_id, version, attempt, outcome)
            join board_item item on item.order_id = answers.order_id
            where command.order_id = answers.order_id and command.version = answers.version and command.attempt = answers.attempt and command.kind = @kind
            returning {string.Join(", ", CommandRow.Columns.Split(", ").Select(column => "command." + column))}, true as is_new
            """,
            new
            {
                kind, orderIds = orders.Select(order => order.OrderId).ToArray(), versions = orders.Select(order => order.Version).ToArray(),
                attempts = orders.Select(order => order.Attempt).ToArray(),
                outcomes = orders.Select(order => Settlement.Decide(items[order.OrderId], kind, order.Version, order.Attempt)!).ToArray(),
            }, transaction)).AsList();
    }

    private static List<CommandRow> Replace(IReadOnlyList<CommandRow> stored, IReadOnlyList<CommandRow> answered)
    {
        var known = answered.ToDictionary(row => (row.OrderId, row.Version, row.Attempt));
        return [.. stored.Select(row => known.GetValueOrDefault((row.OrderId, row.Version, row.Attempt), row))];
    }
}
