using Dapper;
using Npgsql;

namespace Workers.Postgres;

/// <summary>
/// The journal in schema <c>orders</c> that every role may append to and none may change: <c>audit_log</c> and <c>integration_errors</c>.
/// Append in the step's own transaction, and only when the step's row is new, so that a redelivery leaves no second entry.
/// </summary>
public static class Journal
{
    /// <summary>Appends audit rows in one statement.</summary>
    public static Task Audit(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<AuditEntry> entries) =>
        entries.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(
            """
            -- journal: append audit rows
            insert into orders.audit_log (staging_id, event_type, event_description, old_value, new_value, system_source, user_id, boomi_execution_id)
            select * from unnest(@orderIds, @types, @descriptions, @oldValues::jsonb[], @newValues::jsonb[], @sources, @users, @traces)
            """,
            new
            {
                orderIds = entries.Select(e => e.OrderId).ToArray(),
                types = entries.Select(e => e.EventType).ToArray(),
                descriptions = entries.Select(e => e.Description).ToArray(),
                oldValues = entries.Select(e => e.OldValue).ToArray(),
                newValues = entries.Select(e => e.NewValue).ToArray(),
                sources = entries.Select(e => e.Source).ToArray(),
                users = entries.Select(e => e.User).ToArray(),
                traces = entries.Select(e => e.TraceId).ToArray(),
            }, transaction);

    /// <summary>Appends error rows in one statement.</summary>
    public static Task Errors(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ErrorEntry> entries) =>
        entries.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(
            """
            -- journal: append error rows
            insert into orders.integration_errors
                (staging_id, error_source, error_type, error_code, error_message, request_payload, response_payload, stack_trace, boomi_execution_id)
            select * from unnest(@orderIds, @sources, @types, @codes, @messages, @requests::jsonb[], @responses::jsonb[], @stacks, @traces)
            """,
            new
            {
                orderIds = entries.Select(e => e.OrderId).ToArray(),
                sources = entries.Select(e => e.Source).ToArray(),
                types = entries.Select(e => e.ErrorType).ToArray(),
                codes = entries.Select(e => e.Code).ToArray(),
                messages = entries.Select(e => e.Message).ToArray(),
                requests = entries.Select(e => e.Request).ToArray(),
                responses = entries.Select(e => e.Response).ToArray(),
                stacks = entries.Select(e => e.StackTrace).ToArray(),
                traces = entries.Select(e => e.TraceId).ToArray(),
            }, transaction);
}

/// <summary>One row of <c>orders.audit_log</c>.</summary>
public sealed record AuditEntry
{
    /// <summary>The staging id; null for an action that concerns no single order.</summary>
    public Guid? OrderId { get; init; }
    /// <summary>For example CREDIT_CHECKED.</summary>
    public required string EventType { get; init; }
    /// <summary>One sentence.</summary>
    public string? Description { get; init; }
    /// <summary>JSON text of what it was.</summary>
    public string? OldValue { get; init; }
    /// <summary>JSON text of what it became.</summary>
    public string? NewValue { get; init; }
    /// <summary>The service.</summary>
    public required string Source { get; init; }
    /// <summary>Who, when a person did it.</summary>
    public string? User { get; init; }
    /// <summary>Trace id of the execution: the order's id, or the current trace where there is no order.</summary>
    public string? TraceId => OrderId?.ToString("n") ?? System.Diagnostics.Activity.Current?.TraceId.ToString();
}

/// <summary>One row of <c>orders.integration_errors</c>.</summary>
public sealed record ErrorEntry
{
    /// <summary>The staging id; null when the order is not known.</summary>
    public Guid? OrderId { get; init; }
    /// <summary>SALESFORCE, NETSUITE, AS400, BOOMI, DB, DUN_BRADSTREET, MONDAY, ODOO, APN or RABBITMQ.</summary>
    public required string Source { get; init; }
    /// <summary>What kind, for example VENDOR_REJECTED.</summary>
    public required string ErrorType { get; init; }
    /// <summary>The vendor's code.</summary>
    public string? Code { get; init; }
    /// <summary>What failed, expected and got, what to do.</summary>
    public required string Message { get; init; }
    /// <summary>JSON text of the request.</summary>
    public string? Request { get; init; }
    /// <summary>JSON text of the answer.</summary>
    public string? Response { get; init; }
    /// <summary>Where it was thrown.</summary>
    public string? StackTrace { get; init; }
    /// <summary>Trace id of the execution: the order's id, or the current trace where there is no order.</summary>
    public string? TraceId => OrderId?.ToString("n") ?? System.Diagnostics.Activity.Current?.TraceId.ToString();
}
