namespace Workers.NetSuitePoller.SalesOrders;

/// <summary>A command and its result, as stored.</summary>
internal sealed class Request
{
    public const string Columns =
        """
        order_id, version, attempt, kind, content_hash, stage, transaction_id, submitted_at, internal_id, order_number, was_update,
        lines, finished_at, code, reason, until, stage_at, announced_at
        """;

    public Guid OrderId { get; init; }
    public long Version { get; init; }
    public int Attempt { get; init; }
    public string Kind { get; init; } = "";
    public string ContentHash { get; init; } = "";
    public string Stage { get; init; } = RequestStage.Pending;
    public string? TransactionId { get; init; }
    public DateTime? SubmittedAt { get; init; }
    public long? InternalId { get; init; }
    public string? OrderNumber { get; init; }
    public bool WasUpdate { get; init; }
    public string? Lines { get; init; }
    public DateTime? FinishedAt { get; init; }
    public string? Code { get; init; }
    public string? Reason { get; init; }
    public DateTime? Until { get; init; }
    public DateTime StageAt { get; init; }
    public DateTime? AnnouncedAt { get; init; }
    public bool IsNew { get; init; }

    /// <summary>Asked for again after it has waited for long.</summary>
    public bool IsOverdue { get; init; }
}

internal static class RequestStage
{
    public const string Pending = "PENDING";
    public const string Waiting = "WAITING";
    public const string Submitted = "SUBMITTED";
    public const string Created = "CREATED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";
    public const string Superseded = "SUPERSEDED";

    public static bool IsFinal(string stage) => stage is Created or Failed or Cancelled;
}

/// <summary>What becomes of a request; the stored row takes it over unless it already has a final result.</summary>
internal sealed record RequestChange
{
    public required Guid OrderId { get; init; }
    public required long Version { get; init; }
    public required int Attempt { get; init; }
    public required string Kind { get; init; }
    public required string Stage { get; init; }
    public string? TransactionId { get; init; }
    public long? InternalId { get; init; }
    public string? OrderNumber { get; init; }
    public bool WasUpdate { get; init; }
    public string? Lines { get; init; }
    public string? Code { get; init; }
    public string? Reason { get; init; }
    public double? UntilSeconds { get; init; }
}
