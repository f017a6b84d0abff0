using Workers.Postgres;

namespace Workers.MondaySync.Operate;

/// <summary>Items and subitems that Monday refused or that were not fit to be sent.</summary>
internal sealed class ErrorList(Database database)
{
    public Task<IReadOnlyList<ErrorRow>> Read(long after, int limit, bool resolved, CancellationToken cancellationToken) => database.Query<ErrorRow>(
        """
        -- monday_sync: list errors
        select 'item-' || err_id as id, err_id, order_id, order_version as version, attempt, batch_id, coalesce(item_name, '') as name, error_type, error_message, retry_count, created_date, resolved_at, resolved_by
        from err_mon_cust_master_schedule where err_id > @after and (resolved_at is not null) = @resolved
        union all
        select 'subitem-' || err_id, err_id, order_id, order_version, attempt, batch_id, coalesce(size_label, ''), error_type, error_message, retry_count, created_date, resolved_at, resolved_by
        from err_mon_cust_master_schedule_subitems where err_id > @after and (resolved_at is not null) = @resolved
        order by created_date limit @limit
        """, new { after, limit = Math.Clamp(limit, 1, 1_000), resolved }, cancellationToken);
}

/// <summary>One error.</summary>
internal sealed class ErrorRow
{
    public string Id { get; init; } = "";
    public long ErrId { get; init; }
    public Guid OrderId { get; init; }
    public long Version { get; init; }
    public int Attempt { get; init; }
    public Guid? BatchId { get; init; }
    public string Name { get; init; } = "";
    public string ErrorType { get; init; } = "";
    public string ErrorMessage { get; init; } = "";
    public int RetryCount { get; init; }
    public DateTime CreatedDate { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public string? ResolvedBy { get; init; }
}
