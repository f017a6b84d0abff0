using Dapper;
using Npgsql;
using Workers.Postgres;

namespace Workers.Correlation.FindCustomer;

internal static class DecisionStore
{
    public static async Task<IReadOnlyDictionary<DecisionKey, Answer>> RecordOnce(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DecidedCommand> decided, DateTimeOffset now)
    {
        var rows = (await connection.QueryAsync<(Guid Order, long Version, int Attempt, string Answer, bool IsNew)>(
            """
            -- correlation: record decisions
            insert into correlation_decision (order_id, version, attempt, review_code, netsuite_customer_id, runner_up_netsuite_customer_id, confidence, method,
                reason, evidence, answer, source, order_total, currency_code, chosen_by, decided_at)
            select *, @now from unnest(@orders, @versions, @attempts, @codes, @winners, @runnersUp, @confidences, @methods, @reasons, @evidence::jsonb[],
                @answers::jsonb[], @sources, @totals, @currencies, @choosers)
            on conflict (order_id, version, attempt) do update set order_id = excluded.order_id
            returning order_id, version, attempt, answer::text, xmax = 0 as is_new
            """,
            new
            {
                orders = decided.Select(item => item.Command.OrderId).ToArray(),
                versions = decided.Select(item => item.Command.Version).ToArray(),
                attempts = decided.Select(item => item.Command.Attempt).ToArray(),
                codes = decided.Select(item => item.Decision.ReviewCode).ToArray(),
                winners = decided.Select(item => item.Decision.Winner?.NetsuiteCustomerId).ToArray(),
                runnersUp = decided.Select(item => RunnerUp(item.Decision)).ToArray(),
                confidences = decided.Select(item => item.Decision.Confidence).ToArray(),
                methods = decided.Select(item => item.Decision.Method).ToArray(),
                reasons = decided.Select(item => item.Decision.Reason).ToArray(),
                evidence = decided.Select(item => Json.Write(EvidenceOf(item.Decision))).ToArray(),
                answers = decided.Select(item => Json.Write(Answer.Of(item.Command, item.Decision))).ToArray(),
                sources = decided.Select(item => item.Command.Source).ToArray(),
                totals = decided.Select(item => item.Command.OrderTotal).ToArray(),
                currencies = decided.Select(item => item.Command.CurrencyCode).ToArray(),
                choosers = decided.Select(item => item.Command.ChosenBy).ToArray(),
                now,
            }, transaction)).ToList();
        var fresh = rows.Where(row => row.IsNew).Select(row => new DecisionKey(row.Order, row.Version, row.Attempt)).ToHashSet();
        var recorded = decided.Where(item => fresh.Contains(DecisionKey.Of(item.Command))).ToList();
        await Journal.Audit(connection, transaction, [.. recorded.Select(AuditOf)]);
        await ConfirmedLinks.Remember(connection, transaction, [.. recorded.Where(item => item.RememberAs is not null)], now);
        return rows.ToDictionary(row => new DecisionKey(row.Order, row.Version, row.Attempt), row => Json.Read<Answer>(row.Answer));
    }

    private static long? RunnerUp(MatchDecision decision) =>
        decision.Candidates.Where(candidate => candidate.Customer != decision.Winner).Skip(decision.Winner is null ? 1 : 0).FirstOrDefault()?.Customer.NetsuiteCustomerId;

    private static object EvidenceOf(MatchDecision decision) => new
    {
        keys = decision.Evidence.Select(hit => new { hit.Method, hit.Value, customers = hit.Customers.Select(customer => customer.NetsuiteCustomerId) }),
        candidates = decision.Candidates.Select(candidate => new
        {
            candidate.Customer.NetsuiteCustomerId, candidate.Customer.CompanyName, candidate.Confidence, candidate.Evidence,
        }),
    };

    private static AuditEntry AuditOf(DecidedCommand item) => new()
    {
        OrderId = item.Command.OrderId,
        EventType = item.Decision.Winner is null ? "CORRELATION_NEEDS_REVIEW" : "CUSTOMER_CORRELATED",
        Description = item.Decision.Reason,
        NewValue = Json.Write(new
        {
            item.Command.Version, item.Command.Attempt, netSuiteCustomerId = item.Decision.Winner?.NetsuiteCustomerId,
            item.Decision.Method, item.Decision.Confidence, item.Decision.ReviewCode,
        }),
        Source = "correlation",
        User = item.Command.ChosenBy,
    };
}
