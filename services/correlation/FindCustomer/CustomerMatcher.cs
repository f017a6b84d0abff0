using Workers.Correlation.Normalize;

namespace Workers.Correlation.FindCustomer;

/// <summary>
/// Finds the customer of an order among those that share a key with it. The strongest key names them; each weaker one may only narrow them down.
/// A key that names other customers alone is a conflict, a key that is shared splits its confidence, and what is left in doubt goes to a person.
/// Total, and indifferent to the order of the candidates.
/// </summary>
internal static class CustomerMatcher
{
    public static MatchDecision Decide(CustomerKeys keys, IReadOnlyList<Customer> candidates)
    {
        var customers = candidates.GroupBy(customer => customer.NetsuiteCustomerId)
            .Select(same => same.FirstOrDefault(customer => customer.IsConfirmed) ?? same.First())
            .OrderBy(customer => customer.NetsuiteCustomerId).ToList();
        var hits = KeyTable.Hits(keys, customers);
        var decision = hits.Count == 0 ? CompositeMatcher.Decide(keys, customers) : ByKeys(keys, customers, hits);
        return (decision with { Evidence = hits, Candidates = Ranking.Of(keys, customers, hits, decision) }).WithNotes(keys);
    }

    private static MatchDecision ByKeys(CustomerKeys keys, List<Customer> customers, List<KeyEvidence> hits)
    {
        IReadOnlyList<Customer> left = hits[0].Customers;
        var narrowedBy = hits[0];
        foreach (var hit in hits.Skip(1))
        {
            var common = left.Intersect(hit.Customers).ToList();
            if (common.Count == 0) return Conflict(narrowedBy, left, hit.Words, hit.Customers);
            if (common.Count < left.Count) narrowedBy = hit;
            left = common;
        }

        var mailboxOf = customers.Where(customer => keys.Mailbox is not null && customer.MailboxKey == keys.Mailbox).ToList();
        if (mailboxOf.Count > 0 && !mailboxOf.Intersect(left).Any()) return Conflict(narrowedBy, left, $"mailbox {keys.Mailbox}", mailboxOf);

        var alone = left.Count == 1 ? hits.FirstOrDefault(hit => hit.Customers.Count == 1) : null;
        if (alone is not null) return Checked(keys, customers, left[0], alone, alone.Confidence);
        return Singled(keys, hits, left) is { } one
            ? Checked(keys, customers, one, hits[0], Math.Min(hits[0].Confidence, 0.85m))
            : Shared(hits[0], left);
    }

    /// <summary>Of those that share the keys: the one whose name fits, where name or place contradict all the others.</summary>
    private static Customer? Singled(CustomerKeys keys, List<KeyEvidence> hits, IReadOnlyList<Customer> left)
    {
        var holders = hits.SelectMany(hit => hit.Customers).Distinct().ToList();
        var fitting = left.Where(customer => Similarity.Of(keys, customer) is { Name: Agreement.Same, Contradicts: false }).ToList();
        return fitting is [var one] && holders.All(other => other == one || Similarity.Of(keys, other).Contradicts) ? one : null;
    }

    /// <summary>A key's answer stands unless name and place speak against it, or it may not be sold to.</summary>
    private static MatchDecision Checked(CustomerKeys keys, List<Customer> customers, Customer winner, KeyEvidence by, decimal confidence)
    {
        if (by.Method != MatchMethods.Confirmed)
        {
            var own = Similarity.Of(keys, winner);
            if (own is { Name: Agreement.Different, Place: Agreement.Different })
                return Review(ReviewCodes.Conflict, by.Method, Math.Min(confidence, KeyTable.Doubtful), $"{by.Words} names customer {winner}, but neither name nor place of the order fit it");
            var namesake = own.Name == Agreement.Different ? customers.FirstOrDefault(other => other != winner && Similarity.Of(keys, other).Name == Agreement.Same) : null;
            if (namesake is not null) return Conflict(by, [winner], "the customer's name", [namesake]);
        }
        if (!winner.IsActive) return Review(ReviewCodes.Inactive, by.Method, Math.Min(confidence, KeyTable.Doubtful), $"{by.Words} names customer {winner}, which is inactive or blocked");
        return new MatchDecision { Winner = winner, Method = by.Method, Confidence = confidence, Reason = $"{by.Words} names customer {winner}" };
    }

    private static MatchDecision Shared(KeyEvidence by, IReadOnlyList<Customer> left) =>
        Review(ReviewCodes.LowConfidence, by.Method, left.Count == 1 ? KeyTable.Doubtful : Math.Round(by.Confidence / left.Count, 2, MidpointRounding.ToZero),
            left.Count == 1
                ? $"customer {left[0]} is the only one that holds all keys of the order, but every key is shared with another"
                : $"{by.Words} is shared by {left.Count} customers: {Names(left)}");

    private static MatchDecision Conflict(KeyEvidence by, IReadOnlyList<Customer> named, string other, IReadOnlyList<Customer> others) =>
        Review(ReviewCodes.Conflict, by.Method, Math.Round(by.Confidence / 2, 2, MidpointRounding.ToZero), $"{by.Words} names customer {Names(named)}, but {other} names {Names(others)}");

    internal static MatchDecision Review(string code, string? method, decimal confidence, string reason) =>
        new() { ReviewCode = code, Method = method, Confidence = confidence, Reason = reason };

    internal static string Names(IReadOnlyList<Customer> customers) =>
        string.Join(" and ", customers.Take(4)) + (customers.Count > 4 ? $" and {customers.Count - 4} more" : "");

    private static MatchDecision WithNotes(this MatchDecision decision, CustomerKeys keys) =>
        decision.ReviewCode is null || keys.Unusable.Count == 0 ? decision : decision with { Reason = $"{decision.Reason} ({string.Join("; ", keys.Unusable)})" };
}
