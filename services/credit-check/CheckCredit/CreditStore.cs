using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Workers.Postgres;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>
/// Decides and records many orders in one transaction. The accounts are locked in one order before the open approvals are read, so that two
/// orders that are decided at the same time share the limit, whichever instance decides them.
/// </summary>
internal sealed class CreditStore(Database database, CreditLookup lookup, IOptionsMonitor<CreditCheckOptions> options)
{
    /// <summary>What is stored for these commands already.</summary>
    public async Task<IReadOnlyDictionary<CheckKey, StoredDecision>> Find(IReadOnlyList<CheckCreditCommand> orders, CancellationToken cancellationToken) =>
        (await database.Query<StoredDecision>(
            """
            -- credit_check: read decisions
            select order_id, version, attempt, outcome, reason, decided_by, credit_limit, available_credit, credit_score,
                   past_due_amount, payment_terms, volume_discount, decided_at
            from decision
            where (order_id, version, attempt) in (select * from unnest(@ids, @versions, @attempts))
            """, Keys(orders), cancellationToken)).ToDictionary(row => row.Key);

    public Task<IReadOnlyList<StoredDecision>> DecideOnce(
        IReadOnlyList<(CheckCreditCommand Order, CreditFacts Facts)> checks, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var distinct = checks.DistinctBy(check => CheckKey.Of(check.Order)).OrderBy(check => check.Order.Version).ThenBy(check => check.Order.Attempt).ToList();
            var accounts = distinct.Select(check => Account(check.Order)).Distinct().ToArray();
            await connection.ExecuteAsync(
                """
                -- credit_check: lock accounts
                select pg_advisory_xact_lock(key)
                from (select distinct hashtextextended('account:' || account, 0) as key from unnest(@accounts) as account order by key) as keys
                """, new { accounts }, transaction);
            var ledger = await ReadLedger(connection, transaction, accounts);
            var rules = CreditRules.From(options.CurrentValue);
            var decided = distinct.Select(check => Decide(check.Order, check.Facts, ledger, rules)).ToList();
            var stored = await Record(connection, transaction, decided);
            await RecordApprovals(connection, transaction, decided, stored);
            await ForgetWaiting(connection, transaction, decided.Select(item => item.Order).ToList());
            await Journal.Audit(connection, transaction, stored.Where(row => row.IsNew).Select(Audit).ToList());
            return stored;
        }, cancellationToken);

    /// <summary>The account whose limit an order shares.</summary>
    public string Account(CheckCreditCommand order) => lookup.AccountKey(order) ?? $"netsuite/{order.NetSuiteCustomerId}";

    private Decided Decide(CheckCreditCommand order, CreditFacts facts, ApprovalLedger ledger, CreditRules rules)
    {
        var account = Account(order);
        var decision = CreditPolicy.Decide(order, facts, ledger.Others(account, order.OrderId), rules);
        var baseAmount = decision.IsApproval ? rules.InBase(order.OrderTotal, order.CurrencyCode) ?? 0 : 0;
        if (decision.IsApproval) ledger.Approve(account, order.OrderId, order.Version, order.Attempt, baseAmount);
        return new Decided(order, account, decision, baseAmount);
    }

    private async Task<ApprovalLedger> ReadLedger(NpgsqlConnection connection, NpgsqlTransaction transaction, string[] accounts) =>
        new(await connection.QueryAsync<OpenApproval>(
            """
            -- credit_check: read open approvals
            select order_id, account, version, attempt, base_amount
            from open_approval
            where account = any(@accounts)
              and released_at is null
              and approved_at > now() - @countsFor
            """, new { accounts, countsFor = options.CurrentValue.ApprovalCountsFor }, transaction));

    private static async Task<IReadOnlyList<StoredDecision>> Record(NpgsqlConnection connection, NpgsqlTransaction transaction, List<Decided> decided) =>
        (await connection.QueryAsync<StoredDecision>(
            """
            -- credit_check: record decisions
            insert into decision
                (order_id, version, attempt, outcome, reason, decided_by, account, order_total, currency_code, credit_limit, available_credit,
                 credit_score, past_due_amount, payment_terms, volume_discount)
            select * from unnest(@ids, @versions, @attempts, @outcomes, @reasons, @deciders, @accounts, @totals, @currencies, @limits, @available,
                                 @scores, @pastDue, @terms, @discounts)
            on conflict on constraint decision_pkey do update set order_id = excluded.order_id   -- no-op, so that the row already there is returned
            returning order_id, version, attempt, outcome, reason, decided_by, credit_limit, available_credit, credit_score,
                      past_due_amount, payment_terms, volume_discount, decided_at, xmax = 0 as is_new
            """,
            new
            {
                ids = decided.Select(d => d.Order.OrderId).ToArray(),
                versions = decided.Select(d => d.Order.Version).ToArray(),
                attempts = decided.Select(d => d.Order.Attempt).ToArray(),
                outcomes = decided.Select(d => d.Decision.Outcome).ToArray(),
                reasons = decided.Select(d => d.Decision.Reason).ToArray(),
                deciders = decided.Select(d => d.Decision.DecidedBy).ToArray(),
                accounts = decided.Select(d => d.Account).ToArray(),
                totals = decided.Select(d => d.Order.OrderTotal).ToArray(),
                currencies = decided.Select(d => d.Order.CurrencyCode).ToArray(),
                limits = decided.Select(d => d.Decision.CreditLimit).ToArray(),
                available = decided.Select(d => d.Decision.AvailableCredit).ToArray(),
                scores = decided.Select(d => d.Decision.CreditScore).ToArray(),
                pastDue = decided.Select(d => d.Decision.PastDueAmount).ToArray(),
                terms = decided.Select(d => d.Decision.PaymentTerms).ToArray(),
                discounts = decided.Select(d => d.Decision.VolumeDiscount).ToArray(),
            }, transaction)).AsList();

    private static async Task RecordApprovals(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<Decided> decided, IReadOnlyList<StoredDecision> stored)
    {
        var recordedNow = stored.Where(row => row.IsNew).Select(row => row.Key).ToHashSet();
        // One row per order: of several versions in one batch the last one stands.
        var approved = decided.Where(d => d.Decision.IsApproval && recordedNow.Contains(CheckKey.Of(d.Order)))
            .GroupBy(d => d.Order.OrderId).Select(group => group.Last()).OrderBy(d => d.Order.OrderId).ToList();
        if (approved.Count == 0) return;
        await connection.ExecuteAsync(
            """
            -- credit_check: open approvals
            insert into open_approval as current (order_id, account, version, attempt, base_amount)
            select * from unnest(@ids, @accounts, @versions, @attempts, @amounts)
            on conflict on constraint open_approval_pkey do update
            set account = excluded.account, version = excluded.version, attempt = excluded.attempt, base_amount = excluded.base_amount,
                approved_at = excluded.approved_at, released_at = null
            where (excluded.version, excluded.attempt) > (current.version, current.attempt)   -- a release of this or a later version stands
            """,
            new
            {
                ids = approved.Select(d => d.Order.OrderId).ToArray(),
                accounts = approved.Select(d => d.Account).ToArray(),
                versions = approved.Select(d => d.Order.Version).ToArray(),
                attempts = approved.Select(d => d.Order.Attempt).ToArray(),
                amounts = approved.Select(d => d.BaseAmount).ToArray(),
            }, transaction);
    }

    // Earlier versions and attempts have nothing to wait for any more. This one's row stays until its event is published.
    private static Task<int> ForgetWaiting(NpgsqlConnection connection, NpgsqlTransaction transaction, List<CheckCreditCommand> orders) =>
        connection.ExecuteAsync(
            """
            -- credit_check: forget superseded waiting orders
            delete from waiting_check as waiting
            using unnest(@ids, @versions, @attempts) as decided (order_id, version, attempt)
            where waiting.order_id = decided.order_id
              and (waiting.version, waiting.attempt) < (decided.version, decided.attempt)
            """, Keys(orders), transaction);

    private static AuditEntry Audit(StoredDecision row) => new()
    {
        OrderId = row.OrderId, EventType = "CREDIT_CHECKED", Description = row.Reason, Source = "credit-check",
        NewValue = JsonSerializer.Serialize(new
        {
            version = row.Version, attempt = row.Attempt, outcome = row.Outcome, decidedBy = row.DecidedBy,
            creditLimit = row.CreditLimit, availableCredit = row.AvailableCredit,
        }),
    };

    private static object Keys(IReadOnlyList<CheckCreditCommand> orders) => new
    {
        ids = orders.Select(order => order.OrderId).ToArray(),
        versions = orders.Select(order => order.Version).ToArray(),
        attempts = orders.Select(order => order.Attempt).ToArray(),
    };

    private sealed record Decided(CheckCreditCommand Order, string Account, CreditDecision Decision, decimal BaseAmount);
}
