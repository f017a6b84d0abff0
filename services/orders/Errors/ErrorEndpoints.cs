using System.Text.Json;
using Dapper;
using Workers.Postgres;

namespace Workers.Orders.Errors;

/// <summary>Errors of the whole fleet and their resolutions.</summary>
internal sealed class ErrorBook(Database database)
{
    public async Task<IResult> List(bool? resolved, string? source, Guid? order, Guid? after, int? limit, CancellationToken cancellationToken)
    {
        var most = Math.Clamp(limit ?? 100, 1, 1000);
        var errors = await database.Query<ErrorView>(
            $"""
            -- orders: list errors, newest first
            select {ErrorView.Columns}
            from v_integration_errors
            where (@resolved::boolean is null or is_resolved = @resolved)
              and (@source::text is null or error_source = @source)
              and (@order::uuid is null or staging_id = @order)
              and (@after::uuid is null or (occurred_at, error_id) < (select e.occurred_at, e.error_id from integration_errors e where e.error_id = @after))
            order by occurred_at desc, error_id desc
            limit @most
            """, new { resolved, source = source?.ToUpperInvariant(), order, after, most }, cancellationToken);
        return Results.Ok(new { errors, next = errors.Count == most ? errors[^1].ErrorId : (Guid?)null });
    }

    public async Task<IResult> Resolve(Guid id, Resolution resolution, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(resolution.By) || string.IsNullOrWhiteSpace(resolution.Reason ?? resolution.Notes))
            return Results.Problem("Say who resolves it and how: {\"by\": \"...\", \"reason\": \"...\"}.", statusCode: StatusCodes.Status400BadRequest);
        var found = await database.InTransaction(async (connection, transaction) =>
        {
            var rows = await connection.QueryAsync<(Guid? StagingId, bool Added)>(
                """
                -- orders: resolve an error once
                with error as (select error_id, staging_id from integration_errors where error_id = @id limit 1),
                resolved as (
                    insert into integration_error_resolutions (error_id, resolution_notes, resolved_by)
                    select error_id, @notes, @by from error
                    on conflict (error_id) do nothing
                    returning error_id)
                select error.staging_id, exists (select from resolved) as added from error
                """, new { id, notes = resolution.Reason ?? resolution.Notes, by = resolution.By }, transaction);
            var row = rows.Select(value => ((Guid?, bool)?)value).SingleOrDefault();
            if (row is var (orderId, added) && added)
                await Journal.Audit(connection, transaction,
                    [new AuditEntry { OrderId = orderId, EventType = "ERROR_RESOLVED", Description = resolution.Reason ?? resolution.Notes, Source = "orders", User = resolution.By }]);
            return row is not null;
        }, cancellationToken);
        return found ? Results.Ok(new { errorId = id, resolved = true }) : Results.Problem($"There is no error {id}.", statusCode: StatusCodes.Status404NotFound);
    }
}

internal sealed record Resolution(string? By, string? Reason, string? Notes);

internal sealed class ErrorView
{
    public const string Columns =
        "error_id, staging_id, error_source, error_type, error_code, error_message, request_payload, response_payload, stack_trace, is_resolved, resolution_notes, resolved_by, resolved_at, occurred_at";

    public Guid ErrorId { get; init; }
    public Guid? StagingId { get; init; }
    public string ErrorSource { get; init; } = "";
    public string ErrorType { get; init; } = "";
    public string? ErrorCode { get; init; }
    public string ErrorMessage { get; init; } = "";
    public JsonElement? Request => FindOrder.OrderStory.Json(RequestPayload);
    public JsonElement? Response => FindOrder.OrderStory.Json(ResponsePayload);
    public string? StackTrace { get; init; }
    public bool IsResolved { get; init; }
    public string? ResolutionNotes { get; init; }
    public string? ResolvedBy { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public DateTime OccurredAt { get; init; }

    internal string? RequestPayload { get; init; }
    internal string? ResponsePayload { get; init; }
}
