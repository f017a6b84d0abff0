using Workers.Orders.Journey;

namespace Workers.Orders.ListOrders;

/// <summary>The query of <c>GET /orders</c>.</summary>
internal sealed class OrderFilter
{
    public string? Status { get; init; }
    public string? Bucket { get; init; }
    public string? Source { get; init; }
    public string? Customer { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public Guid? After { get; init; }
    public int? Limit { get; init; }

    /// <summary><c>inReview</c> and <c>in_review</c> are understood too.</summary>
    public string? BucketName => Bucket?.ToLowerInvariant() switch { "inreview" or "in_review" => Buckets.InReview, var name => name };

    public string? Problem()
    {
        if (Status is not null && !Statuses.All.Contains(Status.ToUpperInvariant())) return $"Unknown status '{Status}'. Use one of {string.Join(", ", Statuses.All)}.";
        if (Bucket is not null && !Buckets.All.Contains(BucketName)) return $"Unknown bucket '{Bucket}'. Use one of {string.Join(", ", Buckets.All)}.";
        return null;
    }
}
