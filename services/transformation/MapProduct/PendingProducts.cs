using Dapper;
using Workers.Contracts;
using Workers.Contracts.Transformation;
using Workers.Postgres;
using Workers.Transformation.StageOrder;

namespace Workers.Transformation.MapProduct;

/// <summary>A product that orders wait for.</summary>
internal sealed record PendingProduct(string ProductCode, string? Description, long Orders, DateTime Since, bool IsMapped);

/// <summary>Which orders wait for which products. A row stays until its order was staged without asking for the product.</summary>
internal sealed class PendingProducts(Database database)
{
    public static async Task Remember(StoreScope scope, IReadOnlyList<OrderStaged> staged)
    {
        var open = staged.SelectMany(order => (order.Order?.Lines ?? []).Where(line => line.ProductStatus != OrderStaging.Matched)
            .Select(line => (line.ProductCode, order.OrderId, line.Description))).DistinctBy(line => (line.ProductCode, line.OrderId))
            .OrderBy(line => line.ProductCode, StringComparer.Ordinal).ThenBy(line => line.OrderId).ToList();
        var again = staged.Where(order => order.Attempt > 0 || order.EventType != EventTypes.Placed).Select(order => order.OrderId).Distinct().ToArray();
        if (again.Length > 0)
            await scope.Connection.ExecuteAsync(
                """
                -- transformation: forget products that orders do not wait for any more
                delete from pending_product p
                where p.order_id = any(@again)
                  and not exists (select from unnest(@codes, @orders) as o(code, order_id) where o.code = p.product_code and o.order_id = p.order_id)
                """, new { again, codes = open.Select(o => o.ProductCode).ToArray(), orders = open.Select(o => o.OrderId).ToArray() }, scope.Transaction);
        if (open.Count == 0) return;
        await scope.Connection.ExecuteAsync(
            """
            -- transformation: remember products that orders wait for
            insert into pending_product (product_code, order_id, description, asked_at, next_announcement_at)
            select code, order_id, description, @now, @now from unnest(@codes, @orders, @descriptions) as o(code, order_id, description)
            on conflict (product_code, order_id) do nothing
            """,
            new
            {
                codes = open.Select(o => o.ProductCode).ToArray(), orders = open.Select(o => o.OrderId).ToArray(),
                descriptions = open.Select(o => o.Description).ToArray(), now = scope.Now,
            }, scope.Transaction);
    }

    public Task<IReadOnlyList<PendingProduct>> All(CancellationToken cancellationToken) => database.Query<PendingProduct>(
        """
        -- transformation: list pending products
        select p.product_code, min(p.description) as description, count(*) as orders, min(p.asked_at) as since, coalesce(bool_or(m.is_active), false) as is_mapped
        from pending_product p left join product m using (product_code)
        group by p.product_code
        order by orders desc, p.product_code
        limit 1000
        """, null, cancellationToken);

    /// <summary>
    /// Claims mapped products that orders still wait for. The same product comes up again, later and later, until the orders were
    /// staged again: the event may overtake the order on its way into review, or be lost with a process.
    /// </summary>
    public Task<IReadOnlyList<Product>> ClaimMapped(CancellationToken cancellationToken) => database.Query<Product>(
        """
        -- transformation: claim mapped products to announce
        with due as (
            select p.product_code, p.order_id
            from pending_product p join product m using (product_code)
            where m.is_active and p.next_announcement_at <= now() and p.announcements < 20
            order by p.product_code, p.order_id
            limit 5000
            for update of p skip locked
        ),
        claimed as (
            update pending_product p
            set announcements = announcements + 1, next_announcement_at = now() + least(interval '1 hour', interval '5 seconds' * 2 ^ least(announcements, 10))
            from due where p.product_code = due.product_code and p.order_id = due.order_id
            returning p.product_code
        )
        select m.product_code, m.netsuite_item_id, m.name, m.is_active from product m where m.product_code in (select product_code from claimed)
        """, null, cancellationToken);
}
