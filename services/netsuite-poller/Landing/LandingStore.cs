using Dapper;
using Npgsql;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.Landing;

/// <summary>Records what became of submissions and their orders, in one transaction for all of them.</summary>
internal sealed class LandingStore(Database database, CreateSignal creates, ChangeSignal changes)
{
    /// <returns>The requests to announce.</returns>
    public async Task<IReadOnlyList<Request>> Land(IReadOnlyList<SubmissionOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (outcomes.Count == 0) return [];
        var announce = await database.InTransaction(async (connection, transaction) =>
        {
            var held = await Fence(connection, transaction, outcomes);
            var members = outcomes.Where(outcome => held.Contains(outcome.SubmissionId))
                .SelectMany(outcome => outcome.Outcomes.Select(member => (outcome.SubmissionId, Member: member))).ToList();
            if (members.Count == 0) return [];

            var orders = await SalesOrderStore.Lock(connection, transaction, members.Select(member => member.Member.OrderId));
            var step = new StepResult();
            var cancelled = new List<SalesOrder>();
            foreach (var (submissionId, member) in members)
                // Already landed under an earlier look-up: first outcome stands.
                if (orders.TryGetValue(member.OrderId, out var order) && order.SubmissionId == submissionId)
                    MemberLanding.Apply(order, member, step, cancelled);
            step.Requests.AddRange(await SalesOrderStore.Followers(connection, transaction, cancelled));
            return await SalesOrderStore.Save(connection, transaction, step);
        }, cancellationToken);
        creates.Set();
        changes.Set();
        return announce;
    }

    private static async Task<HashSet<Guid>> Fence(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SubmissionOutcome> outcomes) =>
        [.. await connection.QueryAsync<Guid>(
            """
            -- netsuite_poller: record what became of submissions
            update submission s
            set state = o.state, next_at = now() + o.after, lease_until = null, last_problem = coalesce(o.problem, s.last_problem),
                lookups = s.lookups + case when o.absent then 1 else 0 end,
                absent_since = case when o.absent then coalesce(s.absent_since, now()) end,
                finished_at = case when o.state in ('DONE', 'DISSOLVED') then now() end
            from unnest(@ids, @claims, @states, @afters, @absents, @problems) o (submission_id, claim, state, after, absent, problem)
            where s.submission_id = o.submission_id and s.claim = o.claim
            returning s.submission_id
            """,
            new
            {
                ids = outcomes.Select(outcome => outcome.SubmissionId).ToArray(),
                claims = outcomes.Select(outcome => outcome.Claim).ToArray(),
                states = outcomes.Select(outcome => outcome.State).ToArray(),
                afters = outcomes.Select(outcome => outcome.After).ToArray(),
                absents = outcomes.Select(outcome => outcome.Absent).ToArray(),
                problems = outcomes.Select(outcome => outcome.Problem is null ? null : RowJson.Storable(outcome.Problem)).ToArray(),
            }, transaction)];
}
