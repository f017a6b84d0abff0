namespace Workers.NetSuitePoller.SalesOrders;

/// <summary>The row of an order: what NetSuite has, what is wanted, what is under way. Changed by <see cref="SalesOrderRule"/> alone.</summary>
internal sealed class SalesOrder
{
    public const string Columns =
        """
        order_id, external_id, state, wanted_kind, wanted_version, wanted_attempt, wanted_hash, wanted_done, tombstone_version,
        internal_id, order_number, stands_version, stands_hash, stands_closed, stands_lines,
        submission_id, position, sent_version, sent_attempt, sent_hash, generation, alone, unsure, claim, lease_until, next_at, tries
        """;

    public Guid OrderId { get; init; }
    public Guid ExternalId { get; init; }
    public string State { get; set; } = OrderState.Idle;
    public string? WantedKind { get; set; }
    public long? WantedVersion { get; set; }
    public int? WantedAttempt { get; set; }
    public string? WantedHash { get; set; }
    public bool WantedDone { get; set; } = true;
    public long? TombstoneVersion { get; set; }
    public long? InternalId { get; set; }
    public string? OrderNumber { get; set; }
    public long? StandsVersion { get; set; }
    public string? StandsHash { get; set; }
    public bool StandsClosed { get; set; }
    public string? StandsLines { get; set; }
    public Guid? SubmissionId { get; set; }
    public int? Position { get; set; }
    public long? SentVersion { get; set; }
    public int? SentAttempt { get; set; }
    public string? SentHash { get; set; }
    public int Generation { get; set; }
    public bool Alone { get; set; }
    public bool Unsure { get; set; }
    public long Claim { get; set; }
    public DateTime? LeaseUntil { get; set; }
    public DateTime? NextAt { get; set; }
    public int Tries { get; set; }

    public bool SentIsWanted =>
        WantedKind == RequestKind.Create && !WantedDone && (SentVersion, SentAttempt) == (WantedVersion, WantedAttempt);
}

internal static class OrderState
{
    public const string Idle = "IDLE";
    public const string Create = "CREATE";
    public const string Sent = "SENT";
    public const string Update = "UPDATE";
    public const string Close = "CLOSE";
}

internal static class RequestKind
{
    public const string Create = "CREATE";
    public const string Cancel = "CANCEL";
}
