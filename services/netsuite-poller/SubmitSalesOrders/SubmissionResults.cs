using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.SubmitSalesOrders;

/// <summary>Records what the send of a submission came to. The claim is the fence: a process that comes back too late changes nothing.</summary>
internal sealed class SubmissionResults(Database database, IOptions<NetSuiteOptions> options)
{
    /// <summary>NetSuite took it: its job is polled, and each order's wait for it stands in the polling queue.</summary>
    public Task<IReadOnlyList<Request>> Accepted(Submission submission, string jobId, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var rows = (await connection.QueryAsync<Request>(
                $"""
                -- netsuite_poller: submitted
                with accepted as (
                    update submission
                    set state = 'POLLING', job_id = @jobId, submitted_at = now(), polls = 0, lookups = 0, absent_since = null,
                        next_at = now() + @firstPoll, lease_until = null
                    where submission_id = @id and claim = @claim and state = 'SENDING'
                    returning submission_id),
                members as (
                    select s.order_id, s.sent_version, s.sent_attempt from sales_order s join accepted using (submission_id)),
                queued as (
                    insert into netsuite_polling_queue (staging_id, transaction_id, max_poll_attempts, poll_interval_seconds, next_poll_at, timeout_at)
                    select order_id, @jobId, @maxPolls, @pollSeconds, now() + @firstPoll, now() + @pollLimit from members
                    on conflict (transaction_id, staging_id) do update set poll_status = 'PENDING', next_poll_at = excluded.next_poll_at, timeout_at = excluded.timeout_at)
                update request r
                set stage = 'SUBMITTED', stage_at = now(), announced_at = null, transaction_id = @jobId, submitted_at = now(), code = null, reason = null, until = null
                from members m
                where r.order_id = m.order_id and r.version = m.sent_version and r.attempt = m.sent_attempt and r.kind = 'CREATE'
                  and r.stage not in ('CREATED', 'FAILED', 'CANCELLED')
                returning {Columns}
                """,
                new
                {
                    id = submission.SubmissionId, submission.Claim, jobId, firstPoll = options.Value.FirstPollAfter, maxPolls = options.Value.MaxPolls,
                    pollSeconds = Math.Max(1, (int)options.Value.PollEvery.TotalSeconds), pollLimit = options.Value.PollEvery * options.Value.MaxPolls,
                }, transaction)).AsList();
            await Audit(connection, transaction, rows, "SALES_ORDER_SUBMITTED", $"NetSuite took it as job {jobId}");
            return (IReadOnlyList<Request>)rows;
        }, cancellationToken);

    /// <summary>It surely did not reach NetSuite, or was not taken: the same bytes go again after a pause.</summary>
    public Task SendLater(Submission submission, TimeSpan pause, string problem, CancellationToken cancellationToken) => database.Execute(
        """
        -- netsuite_poller: send later
        update submission
        set state = 'READY', next_at = now() + @pause, lease_until = null, last_problem = @problem
        where submission_id = @id and claim = @claim and state = 'SENDING'
        """, new { id = submission.SubmissionId, submission.Claim, pause, problem = RowJson.Storable(problem) }, cancellationToken);

    /// <summary>It may have been taken: the next call for each of its orders is a look-up.</summary>
    public Task<IReadOnlyList<Request>> Unknown(Submission submission, string problem, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var rows = (await connection.QueryAsync<Request>(
                $"""
                -- netsuite_poller: outcome unknown
                with doubtful as (
                    update submission
                    set state = 'UNKNOWN', claim = claim + 1, next_at = now(), lease_until = null, lookups = 0, absent_since = null, last_problem = @problem
                    where submission_id = @id and claim = @claim
                    returning submission_id),
                members as (
                    select s.order_id, s.sent_version, s.sent_attempt, s.wanted_kind, s.wanted_version, s.wanted_attempt
                    from sales_order s join doubtful using (submission_id)),
                queued as (
                    update netsuite_polling_queue q
                    set poll_status = 'TIMEOUT', next_poll_at = now()
                    from members m where q.staging_id = m.order_id and q.poll_status in ('PENDING', 'POLLING'))
                update request r
                set stage = 'WAITING', stage_at = now(), announced_at = null, code = 'OUTCOME_UNKNOWN', reason = @reason, until = null
                from members m
                where r.order_id = m.order_id and r.stage in ('PENDING', 'WAITING', 'SUBMITTED')
                  and ((r.version, r.attempt, r.kind) = (m.sent_version, m.sent_attempt, 'CREATE')
                    or (r.version, r.attempt, r.kind) = (m.wanted_version, m.wanted_attempt, m.wanted_kind))
                returning {Columns}
                """,
                new
                {
                    id = submission.SubmissionId, submission.Claim, problem = RowJson.Storable(problem),
                    reason = Doubt(problem),
                }, transaction)).AsList();
            await Audit(connection, transaction, rows, "SALES_ORDER_OUTCOME_UNKNOWN", problem);
            return (IReadOnlyList<Request>)rows;
        }, cancellationToken);

    /// <summary>Tells requests that came while the outcome of an earlier one is unknown that they wait for it.</summary>
    public Task<IReadOnlyList<Request>> TellDoubt(IReadOnlyList<Guid> submissionIds, CancellationToken cancellationToken) => database.Query<Request>(
        $"""
        -- netsuite_poller: newer requests wait for an unknown outcome
        update request r
        set stage = 'WAITING', stage_at = now(), announced_at = null, code = 'OUTCOME_UNKNOWN', reason = @reason, until = null
        from sales_order s
        where s.submission_id = any(@submissionIds) and not s.wanted_done and r.order_id = s.order_id and r.stage = 'PENDING'
          and r.version = s.wanted_version and r.attempt = s.wanted_attempt and r.kind = s.wanted_kind
        returning {Columns}
        """, new { submissionIds = submissionIds.ToArray(), reason = Doubt("of an earlier request") }, cancellationToken);

    private static string Doubt(string problem) => RowJson.Storable(
        $"Whether NetSuite has the sales order is not known ({problem}). It is looked up by its external id and goes on by itself; nothing is created twice.");

    private static string Columns => string.Join(", ", Request.Columns.Split(',').Select(column => "r." + column.Trim()));

    private static Task Audit(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Request> rows, string eventType, string description) =>
        Journal.Audit(connection, transaction, [.. rows.Select(row => Trail.Of(row, eventType, description))]);
}
