using Dapper;
using Npgsql;
using Workers.NetSuitePoller.Mapping;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.SubmitSalesOrders;

/// <summary>What a round of the submitter found to do.</summary>
/// <param name="Submission">To be sent, or null.</param>
/// <param name="Failed">Orders that cannot be mapped; to be announced.</param>
internal sealed record SubmissionClaim(Submission? Submission, IReadOnlyList<Request> Failed);

/// <summary>Claims due creates and stores the exact request before it is sent.</summary>
internal sealed class SubmissionStore(Database database, Microsoft.Extensions.Options.IOptions<NetSuiteOptions> options)
{
    /// <summary>A stored request that waits to be sent (again), byte for byte.</summary>
    public Task<Submission?> ClaimStored(CancellationToken cancellationToken) => database.QuerySingleOrDefault<Submission>(
        $"""
        -- netsuite_poller: claim a stored submission
        update submission
        set state = 'SENDING', claim = claim + 1, lease_until = now() + @lease, sends = sends + 1
        where submission_id = (
            select submission_id from submission where state = 'READY' and next_at <= now() order by next_at limit 1 for update skip locked)
        returning {Submission.Columns}
        """, new { lease = options.Value.Lease }, cancellationToken);

    /// <summary>Up to a batch of due creates, stored as one request.</summary>
    public Task<SubmissionClaim> ClaimNew(CancellationToken cancellationToken) => database.InTransaction(async (connection, transaction) =>
    {
        var due = await Due(connection, transaction);
        var step = new StepResult();
        var (members, bodies) = Map(due, step);
        Submission? submission = null;
        if (members.Count > 0) submission = await Insert(connection, transaction, members, bodies);
        step.Orders.AddRange(members);
        var failed = await SalesOrderStore.Save(connection, transaction, step);
        return new SubmissionClaim(submission, failed);
    }, cancellationToken);

    private async Task<List<DueOrder>> Due(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        var columns = string.Join(", ", SalesOrder.Columns.Split(',').Select(column => "s." + column.Trim()));
        var due = (await connection.QueryAsync<SalesOrder, DueCommand, DueOrder>(
            $"""
            -- netsuite_poller: claim due creates
            select {columns}, r.command
            from sales_order s
            join request r on r.order_id = s.order_id and r.version = s.wanted_version and r.attempt = s.wanted_attempt and r.kind = 'CREATE'
            where s.state = 'CREATE' and s.next_at <= now()
              and (select count(*) from submission where state in ('SENDING', 'POLLING')) < @maxJobs
            order by s.next_at
            limit @limit
            for update of s skip locked
            """, (order, command) => new DueOrder(order, command),
            new { limit = options.Value.BatchSize, maxJobs = options.Value.MaxJobsInFlight }, transaction, splitOn: "command")).AsList();
        // One that NetSuite refused together with others goes alone, so that it holds nobody.
        return due.Find(entry => entry.Order.Alone) is { } alone ? [alone] : due;
    }

    private (List<SalesOrder> Members, List<byte[]> Bodies) Map(List<DueOrder> due, StepResult step)
    {
        var members = new List<SalesOrder>(due.Count);
        var bodies = new List<byte[]>(due.Count);
        foreach (var (order, command) in due)
        {
            var mapped = SalesOrderMapper.Map(RowJson.Create(command.Command), options.Value.Currencies);
            if (mapped.Body is null)
            {
                Refuse(order, command, mapped.Problem!, step);
                continue;
            }

            (order.State, order.Position, order.NextAt) = (OrderState.Sent, members.Count, null);
            (order.SentVersion, order.SentAttempt, order.SentHash) = (order.WantedVersion, order.WantedAttempt, order.WantedHash);
            order.Generation++;
            members.Add(order);
            bodies.Add(mapped.Body);
        }

        return (members, bodies);
    }

    private static void Refuse(SalesOrder order, DueCommand command, string problem, StepResult step)
    {
        var reason = RowJson.Storable($"The sales order cannot be written: {problem} Then retry the order.");
        step.Requests.Add(new()
        {
            OrderId = order.OrderId, Version = order.WantedVersion!.Value, Attempt = order.WantedAttempt!.Value, Kind = RequestKind.Create,
            Stage = RequestStage.Failed, Code = "NOT_MAPPABLE", Reason = reason,
        });
        step.Audit.Add(Trail.Of(order.OrderId, order.WantedVersion.Value, order.WantedAttempt.Value, "SALES_ORDER_FAILED", reason));
        step.Errors.Add(new()
        {
            OrderId = order.OrderId, Source = "NETSUITE", ErrorType = "NOT_MAPPABLE", Code = "NOT_MAPPABLE", Message = reason,
            Request = RowJson.ForJournal(command.Command),
        });
        (order.WantedDone, order.NextAt) = (true, null);
        SalesOrderRule.Next(order);
        step.Orders.Add(order);
    }

    private async Task<Submission> Insert(NpgsqlConnection connection, NpgsqlTransaction transaction, List<SalesOrder> members, List<byte[]> bodies)
    {
        var id = Guid.CreateVersion7();
        foreach (var member in members) member.SubmissionId = id;
        return await connection.QuerySingleAsync<Submission>(
            $"""
            -- netsuite_poller: store a submission before it is sent
            insert into submission (submission_id, idempotency_key, members, is_collection, body, state, claim, lease_until, sends)
            values (@id, @key, @members, @isCollection, @body, 'SENDING', 1, now() + @lease, 1)
            returning {Submission.Columns}
            """,
            new
            {
                id,
                key = Submission.KeyOf(members),
                members = members.Select(member => member.OrderId).ToArray(),
                isCollection = bodies.Count > 1,
                body = bodies.Count > 1 ? SalesOrderMapper.Collection(bodies) : bodies[0],
                lease = options.Value.Lease,
            }, transaction);
    }

    private sealed record DueOrder(SalesOrder Order, DueCommand Command);

    private sealed class DueCommand
    {
        public string Command { get; init; } = "";
    }
}
