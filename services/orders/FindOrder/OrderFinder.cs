using Workers.Postgres;

namespace Workers.Orders.FindOrder;

/// <summary>Finds an order by any id that people know it by.</summary>
internal sealed class OrderFinder(Database database)
{
    public Task<IReadOnlyList<Guid>> Find(string id, CancellationToken cancellationToken) => database.Query<Guid>(
        """
        -- orders: find by any id
        select staging_id from staging_orders where staging_id = @uuid
        union
        select staging_id from order_identity where source_order_id = @id
        union
        select staging_id from provisional_order where provisional_order_id = @id
        union
        select staging_id from order_lookup where lookup_key = @id
        limit 20
        """, new { id, uuid = Guid.TryParse(id, out var uuid) ? uuid : Guid.Empty }, cancellationToken);

    public Task<OrderView?> View(Guid orderId, CancellationToken cancellationToken) => database.QuerySingleOrDefault<OrderView>(
        $"""
        -- orders: one order
        select {OrderView.Columns} from v_orders where staging_id = @orderId
        """, new { orderId }, cancellationToken);

    /// <summary>Exactly one order, or the answer that says why not.</summary>
    public async Task<(Guid Id, IResult? Problem)> One(string id, CancellationToken cancellationToken)
    {
        var found = await Find(id, cancellationToken);
        return found.Count switch
        {
            1 => (found[0], null),
            0 => (default, Results.Problem($"No order is known by '{id}'.", statusCode: StatusCodes.Status404NotFound)),
            _ => (default, Results.Problem($"Several orders are known by '{id}'; use one of the staging ids.", statusCode: StatusCodes.Status409Conflict,
                extensions: new Dictionary<string, object?> { ["orders"] = found })),
        };
    }
}
