using Dapper;
using Npgsql;
using Workers.MondaySync.SyncBoard;
using Workers.Postgres;

namespace Workers.MondaySync.RollOver;

/// <summary>The boards that items were ever put on, and which of them takes new ones.</summary>
internal sealed class BoardStore(Database database)
{
    public Task<BoardRow> Current(CancellationToken cancellationToken) => database.QuerySingle<BoardRow>(
        """
        -- monday_sync: current board
        select board_id, name, items from board where is_current
        """, null, cancellationToken);

    public Task<IReadOnlyList<long>> All(CancellationToken cancellationToken) => database.Query<long>(
        """
        -- monday_sync: all boards
        select board_id from board order by opened_at, board_id
        """, null, cancellationToken);

    /// <summary>Knows the boards with their real number of items; the first is current when none is yet.</summary>
    public Task<int> Keep(IReadOnlyList<BoardRow> boards, CancellationToken cancellationToken) => database.Execute(
        """
        -- monday_sync: keep boards
        insert into board as known (board_id, name, items, is_current)
        select seen.board_id, seen.name, seen.items, seen.place = 1 and not exists (select from board where is_current)
        from unnest(@ids, @names, @items) with ordinality as seen (board_id, name, items, place)
        on conflict (board_id) do update set name = excluded.name, items = excluded.items
        """,
        new { ids = boards.Select(board => board.BoardId).ToArray(), names = boards.Select(board => board.Name).ToArray(), items = boards.Select(board => board.Items).ToArray() }, cancellationToken);

    public Task<int> NoteFull(long boardId, int items, CancellationToken cancellationToken) => database.Execute(
        """
        -- monday_sync: note a full board
        update board set items = greatest(items, @items) where board_id = @boardId
        """, new { boardId, items }, cancellationToken);

    /// <summary>From now on new items go to another board.</summary>
    public Task<bool> Switch(long from, BoardRow to, CancellationToken cancellationToken) => database.InTransaction(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            """
            -- monday_sync: close a board for new items
            update board set is_current = false, rolled_over_at = now() where board_id = @from and is_current
            """, new { from }, transaction);
        await connection.ExecuteAsync(
            """
            -- monday_sync: open the next board
            insert into board (board_id, name, items, is_current) values (@BoardId, @Name, @Items, true)
            on conflict (board_id) do update set is_current = true
            """, to, transaction);
        await Journal.Audit(connection, transaction,
            [new AuditEntry { EventType = "BOARD_ROLLED_OVER", Source = "monday_sync", Description = $"New items go to board {to.BoardId} '{to.Name}' instead of {from}" }]);
        return true;
    }, cancellationToken);

    /// <summary>What a comparison found out about where the orders' items are.</summary>
    public static Task Place(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OrderWork> works) => connection.ExecuteAsync(
        """
        -- monday_sync: place items
        update board_item item
        set item_id = found.item_id, board_id = found.board_id, look_up = found.look_up, state = case when found.item_id is not null and item.state = 'NONE' then 'OPEN' else item.state end
        from unnest(@orders, @items, @boards, @lookUps) as found (order_id, item_id, board_id, look_up)
        where item.order_id = found.order_id
        """,
        new
        {
            orders = works.Select(work => work.OrderId).ToArray(), items = works.Select(work => work.Item.ItemId).ToArray(), boards = works.Select(work => work.Item.BoardId).ToArray(),
            lookUps = works.Select(work => (short)work.Item.LookUp).ToArray(),
        }, transaction);
}

/// <summary>One board.</summary>
internal sealed class BoardRow
{
    public long BoardId { get; init; }
    public string Name { get; init; } = "";
    public int Items { get; init; }
}
