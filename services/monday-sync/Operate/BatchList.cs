using Workers.Postgres;

namespace Workers.MondaySync.Operate;

/// <summary>Batches, the newest first.</summary>
internal sealed class BatchList(Database database)
{
    public Task<IReadOnlyList<BatchRow>> Read(string? customer, string? status, int limit, CancellationToken cancellationToken) => database.Query<BatchRow>(
        """
        -- monday_sync: list batches
        select batch_id, customer_name, batch_type, status, total_records, successful_records, failed_records, start_time, end_time, error_summary, summary
        from mon_batch_processing
        where (@customer::text is null or customer_name = @customer) and (@status::text is null or status = @status)
        order by start_time desc limit @limit
        """, new { customer, status, limit = Math.Clamp(limit, 1, 1_000) }, cancellationToken);
}

/// <summary>A row of <c>mon_batch_processing</c>.</summary>
internal sealed class BatchRow
{
    public Guid BatchId { get; init; }
    public string CustomerName { get; init; } = "";
    public string BatchType { get; init; } = "";
    public string Status { get; init; } = "";
    public int TotalRecords { get; init; }
    public int SuccessfulRecords { get; init; }
    public int FailedRecords { get; init; }
    public DateTime StartTime { get; init; }
    public DateTime? EndTime { get; init; }
    public string? ErrorSummary { get; init; }
    public string? Summary { get; init; }
}
