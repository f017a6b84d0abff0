using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Npgsql;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Transformation;
using Workers.Postgres;
using Workers.Transformation.MapProduct;

namespace Workers.Transformation.StageOrder;

/// <summary>The transaction of one batch and its time.</summary>
internal sealed record StoreScope(NpgsqlConnection Connection, NpgsqlTransaction Transaction, DateTimeOffset Now);

/// <summary>What the tables know about a batch.</summary>
internal sealed record Known(IReadOnlyDictionary<Guid, string> ProvisionalIds, IReadOnlyDictionary<string, Product> Products);

internal sealed record RecordedOrder(OrderStaged Staged, bool IsNew);

internal sealed class StagingStore(Database database)
{
    private const string ProductsByCode =
        """
        -- transformation: find products
        select product_code, netsuite_item_id, name, is_active from product where product_code = any(@codes);
        """;

    /// <summary>Products, and the provisional id of each order: drawn once, kept for all versions.</summary>
    public static async Task<Known> Load(StoreScope scope, Guid[] orders, string[] codes)
    {
        await using var results = await scope.Connection.QueryMultipleAsync(ProductsByCode +
            """
            -- transformation: draw provisional ids
            insert into provisional_id (order_id, provisional_order_id)
            select id, 'PROV-' || @year || '-' || lpad(n::text, greatest(6, length(n::text)), '0')
            from (select id, nextval('provisional_number') as n from unnest(@orders) as o(id) order by id) as drawn
            on conflict (order_id) do update set order_id = excluded.order_id
            returning order_id, provisional_order_id;
            """, new { codes, orders, year = scope.Now.Year }, scope.Transaction);
        var products = (await results.ReadAsync<Product>()).ToDictionary(product => product.ProductCode, StringComparer.Ordinal);
        var ids = (await results.ReadAsync<(Guid Order, string Id)>()).ToDictionary(row => row.Order, row => row.Id);
        return new Known(ids, products);
    }

    public async Task<IReadOnlyDictionary<string, Product>> FindProducts(string[] codes, CancellationToken cancellationToken) =>
        (await database.Query<Product>(ProductsByCode, new { codes }, cancellationToken)).ToDictionary(product => product.ProductCode, StringComparer.Ordinal);

    public Task<string?> FindProvisionalId(Guid orderId, CancellationToken cancellationToken) => database.QuerySingleOrDefault<string>(
        """
        -- transformation: find provisional id
        select provisional_order_id from provisional_id where order_id = @orderId
        """, new { orderId }, cancellationToken);

    public static async Task<IReadOnlyList<RecordedOrder>> RecordStaged(StoreScope scope, IReadOnlyList<(StageRequest Request, OrderStaged Staged)> staged)
    {
        var rows = (await scope.Connection.QueryAsync<(string Result, bool IsNew)>(
            """
            -- transformation: record staged orders, and the events they were made of
            with incoming as (
                select * from unnest(@orderIds, @versions, @attempts, @events::jsonb[], @results::jsonb[], @rules::jsonb[], @sourceIds)
                    as i(order_id, version, attempt, event, result, rules, source_id)
            ),
            copied as (
                insert into received_order (order_id, version, event, received_at)
                select order_id, version, event, @now from incoming where event is not null order by order_id, version
                on conflict (order_id, version) do nothing
            ),
            stored as (
                insert into staged_order (order_id, version, attempt, result, staged_at)
                select order_id, version, attempt, result, @now from incoming order by order_id, version, attempt
                on conflict (order_id, version, attempt) do update set order_id = excluded.order_id
                returning order_id, version, attempt, result, xmax = 0 as is_new
            ),
            lineage as (
                insert into ops.transformation_log (source_table, target_table, source_record_id, target_record_id, transformation_type, transformed_at, transformation_rules)
                select 'transformation.received_order', 'transformation.staged_order', i.source_id, s.order_id, 'STAGE_ORDER', @now, i.rules
                from stored s join incoming i using (order_id, version, attempt) where s.is_new
            )
            select result::text, is_new from stored
            """,
            new
            {
                orderIds = staged.Select(item => item.Request.Key.OrderId).ToArray(),
                versions = staged.Select(item => item.Request.Key.Version).ToArray(),
                attempts = staged.Select(item => item.Request.Key.Attempt).ToArray(),
                events = staged.Select(item => item.Request.IsRestage ? null : Json.Write(item.Request.Received)).ToArray(),
                results = staged.Select(item => Json.Write(item.Staged)).ToArray(),
                rules = staged.Select(item => Json.Write(new { item.Staged.Order?.SubsidiaryMethod, item.Staged.Order?.SubsidiaryId, item.Staged.ReviewCode })).ToArray(),
                sourceIds = staged.Select(item => $"{item.Staged.Source}/{item.Staged.SourceOrderId}/{item.Staged.Version}").ToArray(),
                now = scope.Now,
            }, scope.Transaction)).Select(row => new RecordedOrder(Json.Read<OrderStaged>(row.Result), row.IsNew)).ToList();
        await Journal.Audit(scope.Connection, scope.Transaction, [.. rows.Where(row => row.IsNew).Select(row => StagingAudit.Of(row.Staged))]);
        return rows;
    }

    /// <summary>
    /// Keeps why events cannot be staged. Their version stays free for a corrected event, so the row's key is the content;
    /// where a corrected one is staged already, that one is the answer.
    /// </summary>
    public static async Task<IReadOnlyList<(StageKey Key, StageOutcome Outcome)>> RecordRejected(
        StoreScope scope, IReadOnlyList<(StageRequest Request, OrderNotStageable Rejected)> rejected)
    {
        if (rejected.Count == 0) return [];
        var arguments = new
        {
            orderIds = rejected.Select(item => item.Request.Key.OrderId).ToArray(),
            versions = rejected.Select(item => item.Request.Key.Version).ToArray(),
            attempts = rejected.Select(item => item.Request.Key.Attempt).ToArray(),
            hashes = rejected.Select(item => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(item.Request.Received.Order, Json.Options))).ToArray(),
            results = rejected.Select(item => Json.Write(item.Rejected)).ToArray(),
            now = scope.Now,
        };
        await using var results = await scope.Connection.QueryMultipleAsync(
            """
            -- transformation: record events that cannot be staged
            insert into not_stageable (order_id, version, attempt, content_hash, result, rejected_at)
            select order_id, version, attempt, hash, result::jsonb, @now
            from unnest(@orderIds, @versions, @attempts, @hashes, @results) as i(order_id, version, attempt, hash, result)
            order by order_id, version, attempt, hash
            on conflict (order_id, version, attempt, content_hash) do update set order_id = excluded.order_id
            returning result::text, xmax = 0 as is_new;
            -- transformation: find corrected events
            select result::text from staged_order join unnest(@orderIds, @versions, @attempts) as i(order_id, version, attempt) using (order_id, version, attempt);
            """, arguments, scope.Transaction);
        var stored = (await results.ReadAsync<(string Result, bool IsNew)>()).Select(row => (Result: Json.Read<OrderNotStageable>(row.Result), row.IsNew)).ToList();
        var corrected = (await results.ReadAsync<string>()).Select(Json.Read<OrderStaged>).ToList();
        await Journal.Audit(scope.Connection, scope.Transaction, [.. stored.Where(row => row.IsNew).Select(row => StagingAudit.Of(row.Result))]);
        return [.. stored.Select(row => (StageKey.Of(row.Result), new StageOutcome(null, row.Result))),
            .. corrected.Select(row => (StageKey.Of(row), new StageOutcome(row, null)))];
    }

    /// <summary>Our own copies of the events, for staging again.</summary>
    public async Task<IReadOnlyDictionary<(Guid, long), OrderReceived>> FindReceived(Guid[] orderIds, long[] versions, CancellationToken cancellationToken) =>
        (await database.Query<string>(
            """
            -- transformation: find received orders
            select event::text from received_order join unnest(@orderIds, @versions) as i(order_id, version) using (order_id, version)
            """, new { orderIds, versions }, cancellationToken))
        .Select(Json.Read<OrderReceived>).DistinctBy(received => (received.OrderId, received.Version)).ToDictionary(received => (received.OrderId, received.Version));
}
