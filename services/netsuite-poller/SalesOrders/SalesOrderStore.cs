using Dapper;
using Npgsql;
using Workers.Postgres;

namespace Workers.NetSuitePoller.SalesOrders;

/// <summary>Everything that one step changes; saved in one transaction.</summary>
internal sealed class StepResult
{
    public List<SalesOrder> Orders { get; } = [];
    public List<RequestChange> Requests { get; } = [];
    public List<AuditEntry> Audit { get; } = [];
    public List<ErrorEntry> Errors { get; } = [];
    public List<PollChange> Polls { get; } = [];
}

/// <summary>What becomes of an order's open row of the polling queue.</summary>
internal sealed record PollChange(Guid StagingId, string PollStatus, string? ResultDocumentNumber, long? ResultInternalId, string? ResultStatus);

/// <summary>Locks and saves order rows; every step uses it inside its own transaction.</summary>
internal static class SalesOrderStore
{
    /// <summary>The rows, locked in the order of their keys so that two steps cannot wait for each other.</summary>
    public static async Task<Dictionary<Guid, SalesOrder>> Lock(NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<Guid> orderIds) =>
        (await connection.QueryAsync<SalesOrder>(
            $"""
            -- netsuite_poller: lock orders
            select {SalesOrder.Columns} from sales_order where order_id = any(@ids) order by order_id for update
            """, new { ids = orderIds.ToArray() }, transaction)).ToDictionary(order => order.OrderId);

    /// <summary>Saves a step.</summary>
    /// <returns>The requests that have something new to announce.</returns>
    public static async Task<IReadOnlyList<Request>> Save(NpgsqlConnection connection, NpgsqlTransaction transaction, StepResult step)
    {
        if (step.Orders.Count > 0) await SaveOrders(connection, transaction, step.Orders);
        var changed = await SaveRequests(connection, transaction, step.Requests);
        if (step.Polls.Count > 0) await SavePolls(connection, transaction, step.Polls);
        await Journal.Audit(connection, transaction, step.Audit);
        await Journal.Errors(connection, transaction, step.Errors);
        return changed;
    }

    private static Task SaveOrders(NpgsqlConnection connection, NpgsqlTransaction transaction, List<SalesOrder> orders) => connection.ExecuteAsync(
        """
        -- netsuite_poller: save orders
        update sales_order s
        set state = r.state, wanted_kind = r.wanted_kind, wanted_version = r.wanted_version, wanted_attempt = r.wanted_attempt,
            wanted_hash = r.wanted_hash, wanted_done = r.wanted_done, tombstone_version = r.tombstone_version,
            internal_id = r.internal_id, order_number = r.order_number, stands_version = r.stands_version, stands_hash = r.stands_hash,
            stands_closed = r.stands_closed, stands_lines = r.stands_lines, submission_id = r.submission_id, position = r.position,
            sent_version = r.sent_version, sent_attempt = r.sent_attempt, sent_hash = r.sent_hash, generation = r.generation,
            alone = r.alone, unsure = r.unsure, lease_until = r.lease_until, tries = r.tries,
            next_at = coalesce(r.next_at, now()), updated_at = now()
        from jsonb_populate_recordset(null::sales_order, @rows::jsonb) r
        where s.order_id = r.order_id
        """, new { rows = RowJson.Of(orders) }, transaction);

    private static async Task<IReadOnlyList<Request>> SaveRequests(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<RequestChange> changes) => changes.Count == 0 ? [] :
        [.. await connection.QueryAsync<Request>(
            """
            -- netsuite_poller: save results of requests
            update request r
            set stage = c.stage, stage_at = now(), announced_at = null,
                transaction_id = coalesce(c.transaction_id, r.transaction_id),
                submitted_at = case when c.stage = 'SUBMITTED' then now() else r.submitted_at end,
                internal_id = c.internal_id, order_number = c.order_number, was_update = coalesce(c.was_update, false), lines = c.lines,
                code = c.code, reason = c.reason, until = now() + make_interval(secs => c.until_seconds),
                finished_at = case when c.stage in ('CREATED', 'FAILED', 'CANCELLED') then now() end
            from jsonb_to_recordset(@rows::jsonb) c (order_id uuid, version bigint, attempt integer, kind text, stage text, transaction_id text,
                internal_id bigint, order_number text, was_update boolean, lines text, code text, reason text, until_seconds double precision)
            where r.order_id = c.order_id and r.version = c.version and r.attempt = c.attempt and r.kind = c.kind
              and r.stage not in ('CREATED', 'FAILED', 'CANCELLED')
            returning r.order_id, r.version, r.attempt, r.kind, r.content_hash, r.stage, r.transaction_id, r.submitted_at, r.internal_id,
                r.order_number, r.was_update, r.lines, r.finished_at, r.code, r.reason, r.until, r.stage_at, r.announced_at
            """, new { rows = RowJson.Of(changes) }, transaction)];

    private static Task SavePolls(NpgsqlConnection connection, NpgsqlTransaction transaction, List<PollChange> polls) => connection.ExecuteAsync(
        """
        -- netsuite_poller: save results in the polling queue
        update netsuite_polling_queue q
        set poll_status = c.poll_status, poll_attempts = q.poll_attempts + 1, result_document_number = c.result_document_number, result_internal_id = c.result_internal_id,
            result_status = left(c.result_status, 100), completed_at = case when c.poll_status in ('COMPLETED', 'FAILED') then now() end,
            next_poll_at = case when c.poll_status = 'TIMEOUT' then q.next_poll_at end
        from jsonb_to_recordset(@rows::jsonb) c (staging_id uuid, poll_status text, result_document_number text, result_internal_id bigint, result_status text)
        where q.staging_id = c.staging_id and q.poll_status in ('PENDING', 'POLLING', 'TIMEOUT')
        """, new { rows = RowJson.Of(polls) }, transaction);

    /// <summary>Requests that a newer one made pointless; the one that is under way at NetSuite keeps its row.</summary>
    public static Task Supersede(NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<Guid> orderIds) => connection.ExecuteAsync(
        """
        -- netsuite_poller: supersede older requests
        update request r
        set stage = 'SUPERSEDED', stage_at = now()
        from sales_order s
        where s.order_id = any(@ids) and r.order_id = s.order_id and r.stage in ('PENDING', 'WAITING')
          and (r.version, r.attempt, r.kind) <> (s.wanted_version, s.wanted_attempt, s.wanted_kind)
          and (r.version, r.attempt) is distinct from (s.sent_version, s.sent_attempt)
          and (r.version, r.attempt) < (s.wanted_version, s.wanted_attempt)
        """, new { ids = orderIds.ToArray() }, transaction);

    /// <summary>Late creates that wait for a cancel to finish share its result.</summary>
    public static async Task<IReadOnlyList<RequestChange>> Followers(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SalesOrder> cancelled) =>
        cancelled.Count == 0 ? [] :
        [.. (await connection.QueryAsync<Request>(
            """
            -- netsuite_poller: late creates of cancelled orders
            select r.order_id, r.version, r.attempt, r.kind from request r
            join sales_order s on s.order_id = r.order_id
            where r.order_id = any(@ids) and r.kind = 'CREATE' and r.stage in ('PENDING', 'WAITING') and r.version <= s.tombstone_version
            """, new { ids = cancelled.Select(order => order.OrderId).ToArray() }, transaction))
            .Select(late =>
            {
                var order = cancelled.First(candidate => candidate.OrderId == late.OrderId);
                return new RequestChange
                {
                    OrderId = late.OrderId, Version = late.Version, Attempt = late.Attempt, Kind = late.Kind, Stage = RequestStage.Cancelled,
                    InternalId = order.InternalId, OrderNumber = order.OrderNumber,
                };
            })];
}
