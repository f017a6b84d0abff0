using Workers.Orders.Journey;

namespace Workers.Orders.ListOrders;

/// <summary>How many orders are in which bucket; <c>accepted</c> is always their sum.</summary>
internal sealed record OrderCounts(long Accepted, long Completed, long InReview, long Failed, long Cancelled, long Moving)
{
    public IReadOnlyDictionary<string, OrderCounts>? PerSource { get; init; }

    public static OrderCounts Of(IReadOnlyList<BucketCount> counts) => Sum(counts) with
    {
        PerSource = counts.GroupBy(count => count.Source).ToDictionary(group => group.Key, group => Sum([.. group])),
    };

    private static OrderCounts Sum(IReadOnlyList<BucketCount> counts)
    {
        long In(string bucket) => counts.Where(count => count.Bucket == bucket).Sum(count => count.Count);
        return new OrderCounts(counts.Sum(count => count.Count), In(Buckets.Completed), In(Buckets.InReview), In(Buckets.Failed), In(Buckets.Cancelled), In(Buckets.Moving));
    }
}

internal sealed class BucketCount
{
    public string Source { get; init; } = "";
    public string Bucket { get; init; } = "";
    public long Count { get; init; }
}
