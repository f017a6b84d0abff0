namespace Workers.Correlation.FindCustomer;

/// <summary>The candidates for a person's eye, best first, each with what speaks for it.</summary>
internal static class Ranking
{
    private const int Shown = 5;

    public static IReadOnlyList<RankedCustomer> Of(CustomerKeys keys, IReadOnlyList<Customer> customers, IReadOnlyList<KeyEvidence> hits, MatchDecision decision) =>
        [.. customers.Select(customer => Rank(keys, customer, hits, decision))
            .Where(ranked => ranked.Confidence > 0)
            .OrderByDescending(ranked => ranked.Customer == decision.Winner)
            .ThenByDescending(ranked => ranked.Confidence).ThenBy(ranked => ranked.Customer.NetsuiteCustomerId)
            .Take(Shown)];

    private static RankedCustomer Rank(CustomerKeys keys, Customer customer, IReadOnlyList<KeyEvidence> hits, MatchDecision decision)
    {
        var likeness = Similarity.Of(keys, customer);
        var own = hits.Where(hit => hit.Customers.Contains(customer)).ToList();
        var words = own.Select(hit => hit.Words).Append(likeness.Words).Append(customer.IsActive ? "" : "inactive").Where(word => word.Length > 0);
        var confidence = Math.Max(likeness.Score, own.Select(hit => hit.Confidence / hit.Customers.Count).DefaultIfEmpty(0m).Max());
        // What a person has to decide may not look decided.
        var most = customer == decision.Winner ? decision.Confidence : decision.ReviewCode is null ? KeyTable.Doubtful : Math.Max(decision.Confidence, 0.01m);
        return new RankedCustomer(customer, Math.Round(Math.Min(confidence, most), 2, MidpointRounding.ToZero), string.Join(", ", words));
    }
}
