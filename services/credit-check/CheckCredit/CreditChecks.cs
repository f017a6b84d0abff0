namespace Workers.CreditCheck.CheckCredit;

/// <summary>Carries out checks: what is known is decided at once; only the rest waits for vendors, and what they cannot answer goes to the waiting room.</summary>
internal sealed class CreditChecks(CreditLookup lookup, CreditStore store, WaitingStore waiting)
{
    /// <summary>Handles new and redelivered commands; each part is announced as soon as it is stored.</summary>
    public async Task Run(
        IReadOnlyList<CheckCreditCommand> orders, Func<IReadOnlyList<StoredDecision>, Task> decided, Func<IReadOnlyList<StoredWait>, Task> waits,
        CancellationToken cancellationToken)
    {
        // A redelivery is found here. Its stored result is announced again, for a crash may have come before the first announcement.
        var stored = await store.Find(orders, cancellationToken);
        var open = orders.Where(order => !stored.ContainsKey(CheckKey.Of(order))).ToList();
        if (stored.Count > 0) await decided(stored.Values.ToList());
        if (open.Count == 0) return;

        var cached = await lookup.FromCache(open, cancellationToken);
        var ready = open.Zip(cached).Where(item => item.Second is not null).Select(item => (item.First, item.Second!)).ToList();
        if (ready.Count > 0) await decided(await store.DecideOnce(ready, cancellationToken));

        var unknown = open.Zip(cached).Where(item => item.Second is null).Select(item => item.First).ToList();
        if (unknown.Count > 0) await Ask(unknown, decided, waits, cancellationToken);
    }

    private async Task Ask(
        List<CheckCreditCommand> orders, Func<IReadOnlyList<StoredDecision>, Task> decided, Func<IReadOnlyList<StoredWait>, Task> waits,
        CancellationToken cancellationToken)
    {
        var known = await waiting.Find(orders, cancellationToken);
        if (known.Count > 0) await waits(known.Values.ToList());
        var asked = orders.Where(order => !known.ContainsKey(CheckKey.Of(order))).ToList();
        // The clients bound the calls; the orders of one customer share one.
        var lookups = await Task.WhenAll(asked.Select(order => lookup.Ask(order, cancellationToken)));

        var answered = asked.Zip(lookups).Where(item => item.Second.Facts is not null).Select(item => (item.First, item.Second.Facts!)).ToList();
        if (answered.Count > 0) await decided(await store.DecideOnce(answered, cancellationToken));
        var unanswered = asked.Zip(lookups).Where(item => item.Second.Wait is not null).Select(item => (item.First, item.Second.Wait!)).ToList();
        if (unanswered.Count > 0) await waits(await waiting.WaitOnce(unanswered, cancellationToken));
    }
}
