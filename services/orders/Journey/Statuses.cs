namespace Workers.Orders.Journey;

/// <summary>The seed's <c>staging_status</c>, with CANCELLED.</summary>
internal static class Statuses
{
    public const string Pending = "PENDING";
    public const string Correlating = "CORRELATING";
    public const string CreditCheck = "CREDIT_CHECK";
    public const string AwaitingNetSuite = "AWAITING_NS";
    public const string PollingNetSuite = "POLLING_NS";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";

    public static readonly string[] All =
        [Pending, Correlating, CreditCheck, AwaitingNetSuite, PollingNetSuite, Completed, Failed, Cancelled];
}

/// <summary>The buckets of the design: every accepted order is in exactly one.</summary>
internal static class Buckets
{
    public const string Completed = "completed";
    public const string InReview = "in-review";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string Moving = "moving";

    public static readonly string[] All = [Completed, InReview, Failed, Cancelled, Moving];

    /// <summary>The same as the SQL function <c>order_bucket</c>; a test compares them over all combinations.</summary>
    public static string Of(OrderState order) => order switch
    {
        { StagingStatus: Statuses.Cancelled } => Cancelled,
        { StagingStatus: Statuses.Failed, CancelRequestedAt: null } => Failed,
        { RequiresManualReview: true } => InReview,
        { StagingStatus: Statuses.Completed, BoardStatus: BoardStatuses.Synced, CancelRequestedAt: null } => Completed,
        _ => Moving,
    };
}

internal static class BoardStatuses
{
    public const string Pending = "PENDING";
    public const string Synced = "SYNCED";
    public const string Failed = "FAILED";
    public const string Closed = "CLOSED";
}

internal static class ReviewCodes
{
    public const string NoAnswer = "NO_ANSWER";
    public const string CreditRejected = "CREDIT_REJECTED";
}
