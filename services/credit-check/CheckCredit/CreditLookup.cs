using Microsoft.Extensions.Options;
using Workers.CreditCheck.Vendors;
using Workers.Postgres;
using Workers.Vendors;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>
/// Finds out what a decision needs, cheapest first: nothing, the cache, the AS400, and D&amp;B only where the account does not refuse by itself.
/// Vendors' troubles come back as a <see cref="Wait"/>, never as an exception.
/// </summary>
internal sealed class CreditLookup(
    CreditCache cache, As400Client as400, DnbClient dnb, VendorStates states, VendorPauses pauses,
    IOptionsMonitor<CreditCheckOptions> options, IOptionsMonitor<As400Options> as400Options, IOptionsMonitor<DunBradstreetOptions> dnbOptions)
{
    private readonly SingleFlight<As400Account> accountCalls = new();
    private readonly SingleFlight<BureauReport> bureauCalls = new();

    /// <summary>What the cache answers; null for an order that needs a call.</summary>
    public async Task<IReadOnlyList<CreditFacts?>> FromCache(IReadOnlyList<CheckCreditCommand> orders, CancellationToken cancellationToken)
    {
        var rules = CreditRules.From(options.CurrentValue);
        var checkedOrders = orders.Where(order => CreditPolicy.WithoutVendors(order, rules) is null).ToList();
        var keys = checkedOrders.Select(AccountKey).Concat(checkedOrders.Select(order => DnbAnswers.Duns(order.DunsNumber) is { } duns ? CreditCache.DunsKey(duns) : null));
        var known = await cache.Find(keys.OfType<string>().ToHashSet(), cancellationToken);
        return orders.Select(order => CreditPolicy.WithoutVendors(order, rules) is not null ? CreditFacts.None : Cached(order, known, rules)).ToList();
    }

    /// <summary>Asks the vendors for what the cache does not have.</summary>
    public async Task<Lookup> Ask(CheckCreditCommand order, CancellationToken cancellationToken)
    {
        var rules = CreditRules.From(options.CurrentValue);
        if (CreditPolicy.WithoutVendors(order, rules) is not null) return Lookup.Known(CreditFacts.None);
        As400Account? account = null;
        try
        {
            account = await Account(order, cancellationToken);
            if (CreditPolicy.RefusedByAccount(order, account, 0, rules) is not null) return Lookup.Known(new CreditFacts(account, null));
            return Lookup.Known(new CreditFacts(account, await Bureau(order, account, cancellationToken)));
        }
        catch (BudgetUsedUpException exception)
        {
            return options.CurrentValue.DecideByAs400WhenLimited && account is { Found: true, CreditLimit: > 0 }
                ? Lookup.Known(new CreditFacts(account, BureauReport.NoData("not asked, the daily budget is used up")))
                : Lookup.Waits(Wait.Limited(exception.Until));
        }
        catch (VendorPausedException exception)
        {
            return Lookup.Waits(Wait.Paused(exception.Vendor, exception.Message));
        }
        catch (VendorThrottledException exception)
        {
            return Lookup.Waits(Wait.Throttled(exception.Vendor, exception.Message));
        }
        catch (VendorRejectedException exception)
        {
            await pauses.ByItself(exception.Vendor, "DUN_BRADSTREET", exception.Message, null, cancellationToken);
            return Lookup.Waits(Wait.Paused(exception.Vendor, exception.Message));
        }
        catch (VendorException exception)
        {
            return Lookup.Waits(Wait.Down(exception.Vendor, exception.Message));
        }
    }

    private CreditFacts? Cached(CheckCreditCommand order, IReadOnlyDictionary<string, string> known, CreditRules rules)
    {
        As400Account? account = null;
        if (AccountKey(order) is { } accountKey)
        {
            if (!known.TryGetValue(accountKey, out var facts)) return null;
            account = CreditCache.Read<As400Account>(facts);
        }
        if (CreditPolicy.RefusedByAccount(order, account, 0, rules) is not null) return new CreditFacts(account, null);
        return DnbAnswers.Duns(order.DunsNumber) is { } duns && known.TryGetValue(CreditCache.DunsKey(duns), out var report)
            ? new CreditFacts(account, CreditCache.Read<BureauReport>(report) with { FromCache = true })
            : null;
    }

    private async Task<As400Account?> Account(CheckCreditCommand order, CancellationToken cancellationToken)
    {
        if (AccountKey(order) is not { } key) return null;
        if (await cache.Find<As400Account>(key, cancellationToken) is { } known) return known;
        await RefuseWhenPaused(As400Client.Vendor, cancellationToken);
        return await accountCalls.Run(key, async () =>
        {
            if (await cache.Find<As400Account>(key, cancellationToken) is { } meanwhile) return meanwhile;
            var customerId = order.As400CustomerId!.Trim();
            var account = await as400.Account(Company(order), customerId, cancellationToken);
            await cache.KeepAccount(key, customerId, account, as400Options.CurrentValue.CacheFor, cancellationToken);
            return account;
        });
    }

    private async Task<BureauReport?> Bureau(CheckCreditCommand order, As400Account? account, CancellationToken cancellationToken)
    {
        var duns = DnbAnswers.Duns(order.DunsNumber) ?? account?.DunsNumber;
        if (duns is null)
        {
            var (name, country) = (order.CustomerName?.Trim(), order.CountryCode?.Trim());
            if (name is not { Length: > 0 } || country is not { Length: 2 }) return BureauReport.NoData("no D-U-N-S number, and no name with a country to find one");
            var match = await Patiently(CreditCache.MatchKey(name, country), () => dnb.Match(name, country, cancellationToken), cancellationToken);
            if (match.Answer.Duns is not { } found) return BureauReport.NoData(match.Answer.Reason);
            duns = found;
        }
        return await bureauCalls.Run(duns, async () =>
        {
            var (report, cached) = await Patiently(CreditCache.DunsKey(duns), () => dnb.Report(duns, cancellationToken), cancellationToken);
            return report with { FromCache = cached };
        });
    }

    /// <summary>The cached answer, the call's answer, or the answer of a call that another instance has in flight.</summary>
    private async Task<(T Answer, bool Cached)> Patiently<T>(string key, Func<Task<T>> call, CancellationToken cancellationToken) where T : class
    {
        for (var waited = TimeSpan.Zero; ; waited += Look)
        {
            if (await cache.Find<T>(key, cancellationToken) is { } known) return (known, true);
            await RefuseWhenPaused(DnbClient.Vendor, cancellationToken);
            try
            {
                return (await call(), false);
            }
            catch (CallNotNeededException exception)
            {
                if (waited > dnbOptions.CurrentValue.Timeout)
                    throw new VendorThrottledException(DnbClient.Vendor, $"D&B: no answer yet ({exception.State})", Look);
                await Task.Delay(Look, cancellationToken);
            }
        }
    }

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private async Task RefuseWhenPaused(string vendor, CancellationToken cancellationToken)
    {
        if (await states.Pause(vendor, cancellationToken) is { } pause) throw new VendorPausedException(vendor, pause.Reason ?? "by an operator");
    }

    private string Company(CheckCreditCommand order) => order.As400Company?.Trim() is { Length: > 0 } company ? company : as400Options.CurrentValue.Company;

    /// <summary>The AS400's account of the order, by which its limit is shared; null for a customer without one.</summary>
    public string? AccountKey(CheckCreditCommand order) => order.As400CustomerId?.Trim() is { Length: > 0 and <= 40 } id
        ? CreditCache.AccountKey(Company(order), id.ToUpperInvariant()) : null;
}
