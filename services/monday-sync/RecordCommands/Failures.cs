using System.Text.Json;
using Dapper;
using Npgsql;
using Workers.Postgres;

namespace Workers.MondaySync.RecordCommands;

/// <summary>An order that cannot go on without a person.</summary>
internal sealed record Failure
{
    public required Guid OrderId { get; init; }
    public required long Version { get; init; }
    public required int Attempt { get; init; }
    public string Kind { get; init; } = CommandRow.Sync;
    public required string Code { get; init; }
    public required string Message { get; init; }
    public string? Payload { get; init; }
    public int RetryCount { get; init; }
    /// <summary>The staged subitem that was refused; null when it was the item.</summary>
    public long? SubitemStagingId { get; init; }
}

/// <summary>Makes failures visible in one transaction: staging status, error tables, batch, journal, and the command's answer.</summary>
internal static class Failures
{
    public static async Task<IReadOnlyList<CommandRow>> Record(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Failure> failures)
    {
        if (failures.Count == 0) return [];
        var arguments = Arguments(failures);
        var batches = (await connection.QueryAsync<Guid>(Stage, arguments, transaction)).Distinct().ToList();
        var answered = (await connection.QueryAsync<CommandRow>(Answer, arguments, transaction)).AsList();
        await BatchProgress.Update(connection, transaction, batches.ToDictionary(batch => batch, _ => 0));
        await Journal.Errors(connection, transaction, [.. failures.Select(failure => new ErrorEntry
        {
            OrderId = failure.OrderId, Source = "MONDAY", ErrorType = failure.Code == "VALIDATION" ? "VALIDATION" : "VENDOR_REJECTED",
            Code = failure.Code.Length > 50 ? failure.Code[..50] : failure.Code, Message = failure.Message,
            Request = failure.Payload is null ? null : JsonSerializer.Serialize(new { column_values = failure.Payload }),
        })]);
        await Journal.Audit(connection, transaction, [.. failures.Select(failure => new AuditEntry
        {
            OrderId = failure.OrderId, EventType = "BOARD_SYNC_FAILED", Description = failure.Message, Source = "monday_sync",
            NewValue = JsonSerializer.Serialize(new { failure.Version, failure.Attempt, failure.Code }),
        })]);
        return answered;
    }

    private static object Arguments(IReadOnlyList<Failure> failures) => new
    {
        orderIds = failures.Select(f => f.OrderId).ToArray(), versions = failures.Select(f => f.Version).ToArray(), attempts = failures.Select(f => f.Attempt).ToArray(),
        kinds = failures.Select(f => f.Kind).ToArray(), codes = failures.Select(f => f.Code).ToArray(), messages = failures.Select(f => f.Message).ToArray(),
        payloads = failures.Select(f => f.Payload).ToArray(), retries = failures.Select(f => f.RetryCount).ToArray(), subitems = failures.Select(f => f.SubitemStagingId).ToArray(),
    };

    // Failed staging rows stay where they are for review; the error tables keep a copy that survives a later retry.
    private const string Stage =
        """
        -- monday_sync: record failures
        with failed as (
            select * from unnest(@orderIds, @versions, @attempts, @kinds, @codes, @messages, @payloads, @retries, @subitems)
                as failed (order_id, version, attempt, kind, code, message, payload, retries, subitem)
        ), item as (
            update stg_mon_cust_master_schedule stg
            set stg_status = 'API_FAILED', stg_error_message = failed.message, stg_retry_count = failed.retries, stg_processed_date = now()
            from failed
            where stg.order_id = failed.order_id and stg.order_version = failed.version and stg.attempt = failed.attempt and failed.kind = 'SYNC'
            returning stg.*
        ), subitem as (
            update stg_mon_cust_master_schedule_subitems stg
            set stg_status = 'API_FAILED', stg_error_message = failed.message, stg_processed_date = now()
            from failed where stg.stg_id = failed.subitem
            returning stg.*, failed.order_id, failed.version, failed.attempt, failed.code, failed.message, failed.payload, failed.retries
        ), item_error as (
            insert into err_mon_cust_master_schedule
                (original_stg_id, order_id, order_version, attempt, batch_id, customer_batch, order_number, item_name, api_payload, error_type, error_message, retry_count, original_data)
            select item.stg_id, failed.order_id, failed.version, failed.attempt, item.stg_batch_id, item.stg_customer_batch, item.order_number, item.title,
                   failed.payload, failed.code, failed.message, failed.retries, to_jsonb(item)::text
            from failed left join item on item.order_id = failed.order_id and item.order_version = failed.version and item.attempt = failed.attempt
            where failed.subitem is null
        ), subitem_error as (
            insert into err_mon_cust_master_schedule_subitems
                (original_stg_id, order_id, order_version, attempt, parent_item_id, batch_id, size_label, order_qty, api_payload, error_type, error_message, retry_count, original_data)
            select stg_id, order_id, version, attempt, parent_item_id, stg_batch_id, size, order_qty, payload, code, message, retries, to_jsonb(subitem)::text from subitem
        )
        select stg_batch_id from item where stg_batch_id is not null
        """;

    private static readonly string Answer =
        $"""
        -- monday_sync: answer failures
        update sync_command command
        set outcome = 'FAILED', code = failed.code, reason = failed.message, finished_at = now(), announced_at = null
        from unnest(@orderIds, @versions, @attempts, @kinds, @codes, @messages) as failed (order_id, version, attempt, kind, code, message)
        where command.order_id = failed.order_id and command.kind = failed.kind and command.outcome is null
          and (command.version, command.attempt) <= (failed.version, failed.attempt)
        returning {string.Join(", ", CommandRow.Columns.Split(", ").Select(column => "command." + column))}
        """;
}
