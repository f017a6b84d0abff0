using Dapper;
using Workers.Postgres;

namespace Workers.Transformation.MapProduct;

internal sealed record ProductChange(string ProductCode, bool IsNew);

internal sealed class ProductStore(Database database)
{
    public Task<Product?> Find(string code, CancellationToken cancellationToken) => database.QuerySingleOrDefault<Product>(
        """
        -- transformation: find product
        select product_code, netsuite_item_id, name, is_active from product where product_code = @code
        """, new { code }, cancellationToken);

    /// <returns>The products that are new or changed by this.</returns>
    public Task<IReadOnlyList<ProductChange>> Upsert(IReadOnlyList<Product> products, string by, CancellationToken cancellationToken) =>
        database.InTransaction<IReadOnlyList<ProductChange>>(async (connection, transaction) =>
        {
            var changed = (await connection.QueryAsync<ProductChange>(
                """
                -- transformation: map products
                with changed as (
                    insert into product as p (product_code, netsuite_item_id, name, is_active)
                    select code, item, name, active from unnest(@codes, @items, @names, @active) as i(code, item, name, active)
                    on conflict (product_code) do update
                    set netsuite_item_id = excluded.netsuite_item_id, name = excluded.name, is_active = excluded.is_active, updated_at = now()
                    where (p.netsuite_item_id, p.name, p.is_active) is distinct from (excluded.netsuite_item_id, excluded.name, excluded.is_active)
                    returning p.product_code, xmax = 0 as is_new
                ),
                asked as (
                    update pending_product w set announcements = 0, next_announcement_at = now() from changed where w.product_code = changed.product_code
                )
                select product_code, is_new from changed
                """,
                new
                {
                    codes = products.Select(p => p.ProductCode).ToArray(), items = products.Select(p => p.NetsuiteItemId).ToArray(),
                    names = products.Select(p => p.Name).ToArray(), active = products.Select(p => p.IsActive).ToArray(),
                }, transaction)).AsList();
            if (changed.Count > 0)
                await Journal.Audit(connection, transaction,
                [
                    new AuditEntry
                    {
                        EventType = "PRODUCTS_MAPPED", Source = "transformation", User = by,
                        Description = $"{changed.Count(c => c.IsNew)} new and {changed.Count(c => !c.IsNew)} changed: {string.Join(", ", changed.Take(20).Select(c => c.ProductCode))}",
                    },
                ]);
            return changed;
        }, cancellationToken);
}
