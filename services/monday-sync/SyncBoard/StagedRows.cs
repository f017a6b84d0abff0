namespace Workers.MondaySync.SyncBoard;

/// <summary>A staged item as far as the loop needs it.</summary>
internal sealed class StagedItem
{
    public const string Columns = "stg_id, order_id, order_version, attempt, title, column_values, group_id, stg_batch_id, stg_status, stg_unknown, stg_retry_count, stg_monday_item_id";

    public long StgId { get; init; }
    public Guid OrderId { get; init; }
    public long OrderVersion { get; init; }
    public int Attempt { get; init; }
    public string Title { get; init; } = "";
    public string ColumnValues { get; set; } = "";
    public string GroupId { get; init; } = "";
    public Guid? StgBatchId { get; init; }
    public string StgStatus { get; set; } = "PENDING";
    public bool StgUnknown { get; set; }
    public int StgRetryCount { get; init; }
    public long? StgMondayItemId { get; set; }
}

/// <summary>A staged subitem as far as the loop needs it.</summary>
internal sealed class StagedSubitem
{
    public const string Columns = "stg_id, stg_parent_stg_id, external_id, subitem_name, column_values, stg_action, stg_status, stg_unknown, stg_monday_subitem_id, stg_monday_subitem_board_id";

    public long StgId { get; set; }
    public long StgParentStgId { get; init; }
    public string ExternalId { get; init; } = "";
    public string SubitemName { get; init; } = "";
    public string ColumnValues { get; init; } = "{}";
    public string StgAction { get; init; } = "UPSERT";
    public string StgStatus { get; set; } = "PENDING";
    public bool StgUnknown { get; set; }
    public long? StgMondaySubitemId { get; set; }
    public long? StgMondaySubitemBoardId { get; set; }
}
