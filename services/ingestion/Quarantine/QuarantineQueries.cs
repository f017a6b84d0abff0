using System.Text.Json;
using Dapper;
using Workers.Postgres;

namespace Workers.Ingestion.Quarantine;

/// <summary>Reads quarantine and closes entries by hand.</summary>
internal sealed class QuarantineQueries(Database database, TimeProvider clock)
{
    private const string Columns =
        """
        id, received_at, channel, routing_key, content_type, code, reason, violations, source, source_order_id, source_version,
        staging_id, body_length, resolved_at, resolution, resolved_by, resolved_reason, resubmitted_staging_id, resubmitted_version
        """;

    /// <summary>A page, newest first.</summary>
    public Task<IReadOnlyList<QuarantineEntry>> List(QuarantineFilter filter, CancellationToken cancellationToken) => database.Query<QuarantineEntry>(
        $"""
        -- ingestion: list quarantine
        select {Columns}
        from quarantine
        where (@all or resolved_at is null)
          and (@after::uuid is null or id < @after)
          and (@source::text is null or source = @source)
          and (@pattern::text is null or code ilike @pattern or reason ilike @pattern)
        order by id desc
        limit @limit
        """,
        new
        {
            all = filter.All ?? false, filter.After, source = filter.Source?.ToUpperInvariant(),
            pattern = filter.Reason is null ? null : $"%{Escape(filter.Reason)}%", limit = Math.Clamp(filter.Limit ?? 50, 1, 500),
        }, cancellationToken);

    /// <summary>One entry with its bytes.</summary>
    public Task<QuarantineEntry?> Find(Guid id, CancellationToken cancellationToken) => database.QuerySingleOrDefault<QuarantineEntry>(
        $"""
        -- ingestion: read quarantine entry
        select {Columns}, body
        from quarantine
        where id = @id
        """, new { id }, cancellationToken);

    /// <summary>Closes an entry without accepting it; false when it is closed already.</summary>
    public Task<bool> Discard(Guid id, string by, string reason, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var discarded = await connection.ExecuteAsync(
                """
                -- ingestion: discard quarantine entry
                update quarantine
                set resolved_at = @now, resolution = 'DISCARDED', resolved_by = @by, resolved_reason = @reason
                where id = @id and resolved_at is null
                """, new { id, by, reason, now = clock.GetUtcNow() }, transaction);
            if (discarded == 0) return false;
            await Journal.Audit(connection, transaction, [new AuditEntry
            {
                EventType = "QUARANTINE_DISCARDED", Source = "ingestion", User = by, Description = reason, NewValue = JsonSerializer.Serialize(new { quarantineId = id }),
            }]);
            return true;
        }, cancellationToken);

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}

/// <summary>What to list; everything optional.</summary>
internal sealed record QuarantineFilter(int? Limit, Guid? After, string? Reason, string? Source, bool? All);

/// <summary>An entry of quarantine.</summary>
internal sealed record QuarantineEntry
{
    public Guid Id { get; init; }
    public DateTime ReceivedAt { get; init; }
    public string Channel { get; init; } = "";
    public string? RoutingKey { get; init; }
    public string? ContentType { get; init; }
    public string Code { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Violations { get; init; } = "[]";
    public string Source { get; init; } = "";
    public string? SourceOrderId { get; init; }
    public long? SourceVersion { get; init; }
    public Guid? StagingId { get; init; }
    public long BodyLength { get; init; }
    public byte[]? Body { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public string? Resolution { get; init; }
    public string? ResolvedBy { get; init; }
    public string? ResolvedReason { get; init; }
    public Guid? ResubmittedStagingId { get; init; }
    public long? ResubmittedVersion { get; init; }
}
