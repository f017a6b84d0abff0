using Dapper;
using Npgsql;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.RequestSalesOrder;

/// <summary>Records commands once and sets what the next call for their orders is.</summary>
internal sealed class RequestStore(Database database)
{
    /// <summary>Records the commands in one transaction.</summary>
    /// <returns>The stored requests, those of redeliveries included: what they say is published.</returns>
    public Task<IReadOnlyList<Request>> RecordOnce(IReadOnlyList<RecordedRequest> commands, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var orders = await Orders(connection, transaction, commands);
            var stored = await Insert(connection, transaction, commands);
            var step = new StepResult();
            var superseding = new HashSet<Guid>();
            foreach (var request in stored.Where(request => request.IsNew).OrderBy(request => request.Version).ThenBy(request => request.Attempt))
                Accept(orders[request.OrderId], request, step, superseding);
            step.Requests.AddRange(stored.Where(request => request.IsOverdue).Select(TellBacklog));
            if (step.Orders.Count == 0 && step.Requests.Count == 0) return stored;

            var changed = await SalesOrderStore.Save(connection, transaction, step);
            if (superseding.Count > 0) await SalesOrderStore.Supersede(connection, transaction, superseding);
            return (IReadOnlyList<Request>)[.. changed, .. stored.Where(request => !changed.Any(now => Same(now, request)))];
        }, cancellationToken);

    private static void Accept(SalesOrder order, Request request, StepResult step, HashSet<Guid> superseding)
    {
        if (!order.WantedDone) superseding.Add(order.OrderId);
        var verdict = SalesOrderRule.Accept(order, request.Kind, request.Version, request.Attempt, request.ContentHash);
        order.NextAt = null;
        if (!step.Orders.Contains(order)) step.Orders.Add(order);
        if (request.Kind == RequestKind.Cancel && verdict.Stage != RequestStage.Superseded)
            step.Audit.Add(Trail.Of(request, "SALES_ORDER_CANCEL_REQUESTED", $"Version {request.Version} cancels: {verdict.Reason}"));
        if (verdict.Stage == RequestStage.Pending) return;
        step.Requests.Add(new()
        {
            OrderId = request.OrderId, Version = request.Version, Attempt = request.Attempt, Kind = request.Kind, Stage = verdict.Stage,
            InternalId = order.InternalId, OrderNumber = order.OrderNumber, WasUpdate = false, Lines = order.StandsLines, Reason = verdict.Reason,
        });
        if (verdict.Stage == RequestStage.Cancelled)
            step.Audit.Add(Trail.Of(request, "SALES_ORDER_CANCELLED", verdict.Reason, order));
    }

    // Who asks again gets an answer: the order is not lost, it waits its turn.
    private static RequestChange TellBacklog(Request request) => new()
    {
        OrderId = request.OrderId, Version = request.Version, Attempt = request.Attempt, Kind = request.Kind, Stage = RequestStage.Waiting,
        Code = "RATE_LIMITED", Reason = "The order waits its turn: NetSuite takes orders more slowly than they come.",
    };

    private static async Task<Dictionary<Guid, SalesOrder>> Orders(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<RecordedRequest> commands)
    {
        var orders = commands.DistinctBy(command => command.OrderId).OrderBy(command => command.OrderId).ToList();
        return (await connection.QueryAsync<SalesOrder>(
            $"""
            -- netsuite_poller: one row per order
            insert into sales_order (order_id, external_id)
            select * from unnest(@ids, @externalIds) k (order_id, external_id) order by order_id
            on conflict (order_id) do update set order_id = excluded.order_id
            returning {SalesOrder.Columns}
            """,
            new { ids = orders.Select(order => order.OrderId).ToArray(), externalIds = orders.Select(order => order.ExternalId).ToArray() }, transaction))
            .ToDictionary(order => order.OrderId);
    }

    private static async Task<IReadOnlyList<Request>> Insert(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<RecordedRequest> commands)
    {
        var rows = commands.DistinctBy(Key).OrderBy(Key).ToList();
        return [.. await connection.QueryAsync<Request>(
            $"""
            -- netsuite_poller: record requests
            insert into request (order_id, version, attempt, kind, command, content_hash)
            select * from unnest(@ids, @versions, @attempts, @kinds, @commands::json[], @hashes)
            on conflict (order_id, version, attempt, kind) do update set order_id = excluded.order_id
            returning {Request.Columns}, (xmax = 0) as is_new, (stage = 'PENDING' and stage_at < now() - interval '30 seconds') as is_overdue
            """,
            new
            {
                ids = rows.Select(row => row.OrderId).ToArray(),
                versions = rows.Select(row => row.Version).ToArray(),
                attempts = rows.Select(row => row.Attempt).ToArray(),
                kinds = rows.Select(row => row.Kind).ToArray(),
                commands = rows.Select(row => row.Command).ToArray(),
                hashes = rows.Select(row => row.ContentHash).ToArray(),
            }, transaction)];
    }

    private static (Guid, long, int, string) Key(RecordedRequest row) => (row.OrderId, row.Version, row.Attempt, row.Kind);

    private static bool Same(Request left, Request right) =>
        (left.OrderId, left.Version, left.Attempt, left.Kind) == (right.OrderId, right.Version, right.Attempt, right.Kind);
}
