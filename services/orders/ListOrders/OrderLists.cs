using Workers.Orders.FindOrder;
using Workers.Orders.Journey;
using Workers.Postgres;

namespace Workers.Orders.ListOrders;

/// <summary>Lists, sums and look-ups over many orders.</summary>
internal sealed class OrderLists(Database database, TimeProvider clock)
{
    public async Task<IResult> Page(OrderFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Problem() is { } problem) return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        var most = Math.Clamp(filter.Limit ?? 50, 1, 500);
        var orders = await database.Query<OrderView>(
            $"""
            -- orders: list, newest first
            select {OrderView.Columns}
            from v_orders
            where (@status::text is null or staging_status = @status)
              and (@bucket::text is null or bucket = @bucket)
              and (@source::text is null or source = @source)
              and (@customer::text is null or netsuite_customer_id::text = @customer or salesforce_account_id = @customer or customer_name ilike '%' || @customer || '%')
              and (@from::timestamptz is null or created_at >= @from)
              and (@to::timestamptz is null or created_at < @to)
              and (@after::uuid is null or staging_id < @after)
            order by staging_id desc
            limit @most
            """,
            new
            {
                status = filter.Status?.ToUpperInvariant(), bucket = filter.BucketName, source = filter.Source?.ToUpperInvariant(), filter.Customer,
                from = filter.From?.UtcDateTime, to = filter.To?.UtcDateTime, filter.After, most,
            }, cancellationToken);
        return Results.Ok(new { orders = orders.Select(Summary), next = orders.Count == most ? orders[^1].StagingId : (Guid?)null });
    }

    public async Task<OrderCounts> Counts(CancellationToken cancellationToken) => OrderCounts.Of(await database.Query<BucketCount>(
        """
        -- orders: count per bucket and source, one snapshot
        select source, bucket, count(*) as count from v_orders group by source, bucket
        """, null, cancellationToken));

    public async Task<IResult> Stuck(int? olderThanSeconds, int? limit, CancellationToken cancellationToken)
    {
        var orders = await database.Query<OrderView>(
            $"""
            -- orders: what waits, longest first
            select {OrderView.Columns}
            from v_orders
            where bucket in ('in-review', 'moving')
              and (bucket = 'in-review' or wait_code is not null or step_since < @before)
            order by step_since
            limit @most
            """,
            new
            {
                before = clock.GetUtcNow().UtcDateTime.AddSeconds(-Math.Max(olderThanSeconds ?? 60, 0)), most = Math.Clamp(limit ?? 200, 1, 2000),
            }, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return Results.Ok(new
        {
            groups = orders.GroupBy(order => (order.Step, Cause: order.ReviewCode ?? order.WaitCode ?? "NO_ANSWER_YET"))
                .Select(group => new { group.Key.Step, group.Key.Cause, count = group.Count(), oldestSeconds = group.Max(order => Age(order, now)) }),
            orders = orders.Select(order => new
            {
                orderId = order.StagingId, order.Source, order.SourceOrderId, order.OrderNumber, order.ProvisionalOrderId, order.CustomerName, status = order.StagingStatus,
                order.Bucket, order.Step, service = OperatorDecisions.ServiceOf(order.Step), seconds = Age(order, now),
                cause = order.ManualReviewReason ?? order.WaitReason ?? $"no answer from {OperatorDecisions.ServiceOf(order.Step)} yet",
                until = order.WaitUntil, nextAction = NextAction.For(order),
            }),
        });
    }

    public async Task<IResult> Lookup(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count > 10_000) return Results.Problem("At most 10000 orders at once.", statusCode: StatusCodes.Status400BadRequest);
        if (keys.Any(key => string.IsNullOrEmpty(key.Source) || string.IsNullOrEmpty(key.SourceOrderId)))
            return Results.Problem("Every entry needs source and sourceOrderId.", statusCode: StatusCodes.Status400BadRequest);
        return Results.Ok(await database.Query<LookupView>(
            """
            -- orders: look many orders up by their channel's id
            select k.source, k.source_order_id, v.staging_id as order_id, v.bucket, v.staging_status as status, v.source_version, v.netsuite_order_number,
                   v.board_item_id, coalesce(v.manual_review_reason, v.wait_reason, v.last_error_message) as reason
            from unnest(@sources, @ids) with ordinality as k(source, source_order_id, place)
            left join order_identity i on i.source_order_id = k.source_order_id and i.source = k.source
            left join v_orders v on v.staging_id = i.staging_id
            order by k.place
            """,
            new { sources = keys.Select(key => key.Source!.ToUpperInvariant()).ToArray(), ids = keys.Select(key => key.SourceOrderId!).ToArray() }, cancellationToken));
    }

    private static double Age(OrderView order, DateTime now) => Math.Round((now - (order.StepSince ?? order.UpdatedAt)).TotalSeconds, 1);

    private static object Summary(OrderView order) => new
    {
        orderId = order.StagingId, order.Source, order.SourceOrderId, order.SourceVersion, order.OrderNumber, order.ProvisionalOrderId, order.CustomerName,
        order.NetsuiteCustomerId, order.OrderTotal, order.CurrencyCode, status = order.StagingStatus, order.Bucket, order.Step, order.StepSince,
        reason = order.ManualReviewReason ?? order.WaitReason, order.NetsuiteOrderNumber, order.NetsuiteInternalId, order.BoardItemId, order.CreatedAt, order.CompletedAt,
    };
}

internal sealed record OrderKey(string? Source, string? SourceOrderId);

internal sealed class LookupView
{
    public string Source { get; init; } = "";
    public string SourceOrderId { get; init; } = "";
    public Guid? OrderId { get; init; }
    public string? Bucket { get; init; }
    public string? Status { get; init; }
    public long? SourceVersion { get; init; }
    public string? NetsuiteOrderNumber { get; init; }
    public long? BoardItemId { get; init; }
    public string? Reason { get; init; }
}
