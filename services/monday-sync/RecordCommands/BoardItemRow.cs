namespace Workers.MondaySync.RecordCommands;

/// <summary>A row of <c>board_item</c>: what is known about the one item of an order.</summary>
internal sealed class BoardItemRow
{
    public const string Columns =
        "order_id, external_id, customer, board_id, item_id, stands_version, stands_attempt, tombstone, state, look_up, round_id, retry_count";

    public Guid OrderId { get; init; }
    public Guid ExternalId { get; init; }
    public string Customer { get; init; } = "";
    public long? BoardId { get; set; }
    public long? ItemId { get; set; }
    public long? StandsVersion { get; init; }
    public int? StandsAttempt { get; init; }
    public long? Tombstone { get; init; }
    public string State { get; init; } = "NONE";
    public int LookUp { get; set; }
    public Guid? RoundId { get; init; }
    public int RetryCount { get; init; }

    /// <summary>True when no call can have reached the board for this order.</summary>
    public bool IsUntouched => State == "NONE" && ItemId is null && LookUp == 0 && RoundId is null && RetryCount == 0;
}
