using Dapper;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.SubmitSalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.PollSalesOrders;

/// <summary>Claims jobs that are due and notes how far they are.</summary>
internal sealed class PollStore(Database database, IOptions<NetSuiteOptions> options)
{
    /// <summary>Submissions in a state that are due, claimed under a lease. A claim that a crashed process left is due again when its lease ends.</summary>
    public Task<IReadOnlyList<Submission>> Claim(string state, int limit, CancellationToken cancellationToken) => database.Query<Submission>(
        $"""
        -- netsuite_poller: claim due submissions
        update submission
        set claim = claim + 1, lease_until = now() + @lease
        where submission_id in (
            select submission_id from submission
            where state = '{state}' and next_at <= now() and (lease_until is null or lease_until < now())
            order by next_at limit @limit for update skip locked)
        returning {Submission.Columns}
        """, new { limit, lease = options.Value.Lease }, cancellationToken);

    /// <summary>How long until the next one is due; at most the tick.</summary>
    public async Task<TimeSpan> NextDue(string state, CancellationToken cancellationToken)
    {
        var wait = await database.QuerySingle<TimeSpan?>(
            // The state is one of our own words; written out, it lets the planner use the partial index.
            $"""
            -- netsuite_poller: next due submission
            select min(next_at) - now() from submission where state = '{state}' and (lease_until is null or lease_until < now())
            """, null, cancellationToken);
        return wait is not { } next || next > options.Value.Tick ? options.Value.Tick : next > TimeSpan.FromMilliseconds(1) ? next : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Notes polls of jobs that are not done yet.</summary>
    public Task NotYet(IReadOnlyList<Submission> polled, CancellationToken cancellationToken) => database.InTransaction(async (connection, transaction) =>
        await connection.ExecuteAsync(
            """
            -- netsuite_poller: job not done yet
            with polled as (
                update submission s
                set polls = s.polls + 1, next_at = now() + @every, lease_until = null
                from unnest(@ids, @claims) k (submission_id, claim)
                where s.submission_id = k.submission_id and s.claim = k.claim
                returning s.submission_id, s.job_id, s.polls, s.next_at)
            update netsuite_polling_queue q
            set poll_status = 'POLLING', poll_attempts = p.polls, next_poll_at = p.next_at
            from polled p
            where q.transaction_id = p.job_id and q.poll_status in ('PENDING', 'POLLING')
            """,
            new
            {
                ids = polled.Select(submission => submission.SubmissionId).ToArray(),
                claims = polled.Select(submission => submission.Claim).ToArray(),
                every = options.Value.PollEvery,
            }, transaction), cancellationToken);

    /// <summary>Gives a claim back without counting it: the call could not be made.</summary>
    public Task Release(IReadOnlyList<Submission> claimed, TimeSpan pause, CancellationToken cancellationToken) => database.Execute(
        """
        -- netsuite_poller: release submissions
        update submission s
        set next_at = now() + @pause, lease_until = null
        from unnest(@ids, @claims) k (submission_id, claim)
        where s.submission_id = k.submission_id and s.claim = k.claim
        """,
        new
        {
            pause,
            ids = claimed.Select(submission => submission.SubmissionId).ToArray(),
            claims = claimed.Select(submission => submission.Claim).ToArray(),
        }, cancellationToken);

    /// <summary>Submissions whose sender did not come back: nobody knows whether they were sent.</summary>
    public Task<IReadOnlyList<Submission>> Abandoned(CancellationToken cancellationToken) => database.Query<Submission>(
        $"select {Submission.Columns} from submission where state = 'SENDING' and lease_until < now() limit 50", null, cancellationToken);
}
