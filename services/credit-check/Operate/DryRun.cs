using Microsoft.Extensions.Options;
using Workers.CreditCheck.CheckCredit;
using Workers.CreditCheck.Vendors;
using Workers.Postgres;

namespace Workers.CreditCheck.Operate;

/// <summary>What would be decided from what is known, and which calls would be made. Calls nobody, records nothing.</summary>
internal sealed class DryRun(Database database, CreditLookup lookup, CreditStore store, IOptionsMonitor<CreditCheckOptions> options)
{
    public async Task<DryRunAnswer> Of(CheckCreditCommand order, CancellationToken cancellationToken)
    {
        var rules = CreditRules.From(options.CurrentValue);
        var account = store.Account(order);
        var cached = (await lookup.FromCache([order], cancellationToken))[0];
        if (cached is null)
            return new(account, null, "not decided: the vendors have to be asked first", null, Calls(order));
        var open = await database.QuerySingle<decimal>(
            """
            -- credit_check: sum open approvals
            select coalesce(sum(base_amount), 0)
            from open_approval
            where account = @account
              and order_id <> @OrderId
              and released_at is null
              and approved_at > now() - @countsFor
            """, new { account, order.OrderId, countsFor = options.CurrentValue.ApprovalCountsFor }, cancellationToken);
        var decision = CreditPolicy.Decide(order, cached, open, rules);
        return new(account, decision.Outcome, decision.Reason, decision.DecidedBy, []);
    }

    private string[] Calls(CheckCreditCommand order)
    {
        var duns = DnbAnswers.Duns(order.DunsNumber);
        return
        [
            .. lookup.AccountKey(order) is { } account ? [$"GET {account} at the AS400"] : Array.Empty<string>(),
            duns is not null ? $"GET v1/data/duns/{duns} at D&B (paid, unless the AS400 refuses or an answer is cached)"
                : "GET v1/match/cleanseMatch and v1/data/duns at D&B (paid, unless the AS400 refuses or knows the D-U-N-S number)",
        ];
    }
}

/// <param name="Account">Whose limit the order shares.</param>
/// <param name="Outcome">Null when a vendor has to be asked first.</param>
/// <param name="Reason">In words.</param>
/// <param name="DecidedBy">Who decides.</param>
/// <param name="Calls">The calls that would be made.</param>
internal sealed record DryRunAnswer(string Account, string? Outcome, string Reason, string? DecidedBy, IReadOnlyList<string> Calls);
