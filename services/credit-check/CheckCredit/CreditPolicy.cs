using System.Globalization;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>
/// May this customer buy for this amount? The AS400's limit is the house's limit; D&amp;B confirms the company, and its recommended limit counts only
/// where the AS400 has none. Total: every question has an answer with a reason in words.
/// </summary>
internal static class CreditPolicy
{
    /// <summary>The decision that needs no vendor, or null.</summary>
    public static CreditDecision? WithoutVendors(CheckCreditCommand order, CreditRules rules)
    {
        if (!string.IsNullOrWhiteSpace(order.ApprovedBy))
            return new(CreditOutcomes.Approved, $"approved by {order.ApprovedBy}{(order.ApprovalReason is { Length: > 0 } why ? $": {why}" : "")}", Deciders.Person);
        if (rules.InBase(order.OrderTotal, order.CurrencyCode) is not { } amount)
            return new(CreditOutcomes.Rejected,
                $"no exchange rate from {order.CurrencyCode} to {rules.BaseCurrency} for {Figure(order.OrderTotal)} {order.CurrencyCode}; add it to CreditCheck:ExchangeRates or approve by hand",
                Deciders.Policy);
        if (amount < rules.NotRequiredBelow)
            return new(CreditOutcomes.NotRequired,
                $"{Money(amount, rules)} is below {Money(rules.NotRequiredBelow, rules)}, from which credit is checked", Deciders.Policy);
        return null;
    }

    /// <summary>The refusal that the account alone gives, whatever D&amp;B says, or null. Saves the paid call.</summary>
    public static CreditDecision? RefusedByAccount(CheckCreditCommand order, As400Account? account, decimal openApprovals, CreditRules rules)
    {
        if (account is not { Found: true }) return null;
        if (account.Status != "A")
            return Refuse(account, null, Deciders.As400, $"the AS400 account is blocked (status {(account.Status.Length == 0 ? "blank" : account.Status)})");
        if (rules.InBase(account.PastDue, account.CurrencyCode) is not { } pastDue)
            return Refuse(account, null, Deciders.Policy, $"no exchange rate from {account.CurrencyCode}, the currency of the AS400 account, to {rules.BaseCurrency}");
        if (pastDue > rules.PastDueAllowed)
            return Refuse(account, null, Deciders.As400, $"{Money(pastDue, rules)} is past due at the AS400, {Money(rules.PastDueAllowed, rules)} is allowed");
        return account.CreditLimit > 0 && ByLimit(order, new CreditFacts(account, null), openApprovals, rules) is { Outcome: CreditOutcomes.Rejected } refused ? refused : null;
    }

    public static CreditDecision Decide(CheckCreditCommand order, CreditFacts facts, decimal openApprovals, CreditRules rules) =>
        WithoutVendors(order, rules)
        ?? RefusedByAccount(order, facts.Account, openApprovals, rules)
        ?? RefusedByBureau(facts, rules)
        ?? ByLimit(order, facts, openApprovals, rules);

    private static CreditDecision? RefusedByBureau(CreditFacts facts, CreditRules rules) => facts.Bureau switch
    {
        { Bankruptcy: true } => Refuse(facts.Account, facts.Bureau, Deciders.DunBradstreet, "D&B reports an open bankruptcy"),
        { SevereEvents: true } => Refuse(facts.Account, facts.Bureau, Deciders.DunBradstreet, "D&B reports severe negative events"),
        { HighRisk: true } => Refuse(facts.Account, facts.Bureau, Deciders.DunBradstreet, "D&B reports a high-risk business"),
        { FailureClass: { } risk } when risk > rules.WorstFailureClass => Refuse(facts.Account, facts.Bureau, Deciders.DunBradstreet,
            $"D&B's failure class is {risk}, {rules.WorstFailureClass} is the worst that is accepted"),
        _ => null,
    };

    private static CreditDecision ByLimit(CheckCreditCommand order, CreditFacts facts, decimal openApprovals, CreditRules rules)
    {
        var (account, bureau) = (facts.Account is { Found: true } known ? known : null, facts.Bureau);
        if (Limit(account, bureau, rules) is not var (limit, by, name))
            return Refuse(account, bureau, Deciders.Policy, $"no credit data: {Missing(facts)}");

        var amount = rules.InBase(order.OrderTotal, order.CurrencyCode)!.Value;
        var openOrders = rules.InBase(account?.OpenOrders ?? 0, account?.CurrencyCode ?? rules.BaseCurrency) ?? 0;
        var pastDue = rules.InBase(account?.PastDue ?? 0, account?.CurrencyCode ?? rules.BaseCurrency) ?? 0;
        var available = limit - openOrders - pastDue - openApprovals;
        var figures = $"{name} {Money(limit, rules)}, open orders {Figure(openOrders)}, past due {Figure(pastDue)}, other approvals {Figure(openApprovals)}: {Figure(available)} available";
        var decision = amount > available
            ? new CreditDecision(CreditOutcomes.Rejected, $"{Money(amount, rules)} is above the credit left; {figures}", by)
            : new CreditDecision(bureau is { Found: true, FromCache: true } ? CreditOutcomes.CacheUsed : CreditOutcomes.Approved,
                $"{Money(amount, rules)} is within the credit left; {figures}{Confirmation(bureau)}", by);
        return WithFigures(decision, account, bureau) with { CreditLimit = limit, AvailableCredit = available };
    }

    private static (decimal Limit, string By, string Name)? Limit(As400Account? account, BureauReport? bureau, CreditRules rules)
    {
        // A fixed-width file has no null: a limit of zero is a limit nobody has set.
        if (account is { CreditLimit: > 0 } && rules.InBase(account.CreditLimit, account.CurrencyCode) is { } own)
            return (own, Deciders.As400, "AS400 limit");
        // Alone, D&B must have said something about the company's events; a limit next to an empty block is half an answer.
        var eventsAreKnown = bureau?.SevereEvents is not null || bureau?.Bankruptcy is not null;
        if (eventsAreKnown && bureau is { Found: true, RecommendedLimit: > 0 } && rules.InBase(bureau.RecommendedLimit.Value, bureau.LimitCurrency) is { } recommended)
            return (recommended, Deciders.DunBradstreet, "D&B recommended limit");
        return null;
    }

    private static string Missing(CreditFacts facts)
    {
        var account = facts.Account switch
        {
            null => "the customer has no AS400 number",
            { Found: false } => "the AS400 does not know the customer",
            _ => "the AS400 has no limit for the customer",
        };
        var bureau = facts.Bureau switch
        {
            null => "D&B was not asked",
            { Found: false } => $"D&B has no data ({facts.Bureau.NoDataReason ?? "not found"})",
            { RecommendedLimit: null } => "D&B recommends no limit",
            _ => $"D&B's limit cannot be used (currency {facts.Bureau.LimitCurrency ?? "missing"}, or its events are not known)",
        };
        return $"{account}, and {bureau}";
    }

    private static string Confirmation(BureauReport? bureau) => bureau switch
    {
        { Found: true } => "",
        null => "; D&B was not asked",
        _ => $"; D&B has no data ({bureau.NoDataReason ?? "not found"})",
    };

    private static CreditDecision Refuse(As400Account? account, BureauReport? bureau, string by, string reason) =>
        WithFigures(new CreditDecision(CreditOutcomes.Rejected, reason, by), account, bureau);

    private static CreditDecision WithFigures(CreditDecision decision, As400Account? account, BureauReport? bureau) => decision with
    {
        CreditLimit = account is { CreditLimit: > 0 } ? account.CreditLimit : null,
        PastDueAmount = account?.PastDue,
        PaymentTerms = account?.PaymentTerms,
        VolumeDiscount = account?.VolumeDiscount,
        CreditScore = bureau?.Score,
    };

    private static string Money(decimal amount, CreditRules rules) => $"{Figure(amount)} {rules.BaseCurrency}";

    private static string Figure(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
