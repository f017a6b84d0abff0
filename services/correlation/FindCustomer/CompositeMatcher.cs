using Workers.Correlation.Normalize;

namespace Workers.Correlation.FindCustomer;

/// <summary>Name, address and telephone together, for orders without a key that anybody holds.</summary>
internal static class CompositeMatcher
{
    public static MatchDecision Decide(CustomerKeys keys, IReadOnlyList<Customer> customers)
    {
        var scored = customers.Select(customer => (Customer: customer, Likeness: Similarity.Of(keys, customer)))
            .Where(item => item.Likeness.Score > 0)
            .OrderByDescending(item => item.Likeness.Score).ThenBy(item => item.Customer.NetsuiteCustomerId).ToList();
        if (scored.Count == 0)
            return CustomerMatcher.Review(ReviewCodes.NoCandidate, null, 0m, "no customer shares a key, a name, an address or a telephone number with the order");

        var (best, likeness) = scored[0];
        var rivals = scored.Skip(1).Where(item => item.Likeness.Score == likeness.Score || (item.Likeness.Score >= 0.50m && !item.Likeness.Contradicts))
            .Select(item => item.Customer).ToList();
        var confidence = Math.Round(likeness.Score / (1 + rivals.Count), 2, MidpointRounding.ToZero);
        if (rivals.Count > 0)
            return CustomerMatcher.Review(ReviewCodes.LowConfidence, MatchMethods.Composite, confidence,
                $"{likeness.Words} fit customer {CustomerMatcher.Names([best, .. rivals])} alike");
        if (confidence < KeyTable.AutoAccept)
            return CustomerMatcher.Review(ReviewCodes.LowConfidence, MatchMethods.Composite, confidence,
                $"only {likeness.Words} of the order fit customer {best}");
        if (!best.IsActive)
            return CustomerMatcher.Review(ReviewCodes.Inactive, MatchMethods.Composite, KeyTable.Doubtful, $"{likeness.Words} fit customer {best}, which is inactive or blocked");
        return new MatchDecision
        {
            Winner = best, Method = MatchMethods.Composite, Confidence = confidence, Reason = $"{likeness.Words} together fit customer {best} and no other",
        };
    }
}
