using System.Text.Json;
using Dapper;
using Workers.Ingestion.Counts;
using Workers.Ingestion.ReadEvent;
using Workers.Postgres;

namespace Workers.Ingestion.ReturnOrder;

/// <summary>Moves an accepted event from the journal to quarantine.</summary>
internal sealed class ReturnStore(Database database, TimeProvider clock)
{
    /// <summary>
    /// The new entry's id; null when there is nothing to move: it was moved before, a correction has taken its version since
    /// (<paramref name="receivedAt"/> differs), or the saga has it.
    /// </summary>
    public Task<Guid?> MoveToQuarantine(Guid orderId, long version, DateTimeOffset? receivedAt, string code, string reason, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var now = clock.GetUtcNow();
            var printable = Violations.Printable(reason, 2_000);
            var moved = await connection.QuerySingleOrDefaultAsync<Moved>(
                """
                -- ingestion: return from journal to quarantine
                with gone as (
                  delete from intake
                  where staging_id = @orderId and source_version = @version and adopted_at is null
                    and (@receivedAt::timestamptz is null or received_at = @receivedAt)
                  returning *
                )
                insert into quarantine (id, received_at, channel, routing_key, code, reason, violations, source, source_order_id, source_version,
                                        staging_id, body, body_length, body_hash, trace_parent)
                select @id, g.received_at, g.channel, g.routing_key, @code, @printable, @violations::jsonb, i.source, i.source_order_id, g.source_version,
                       g.staging_id, g.payload, length(g.payload), sha256(g.payload), g.trace_parent
                from gone g join order_identity i using (staging_id)
                returning id, source
                """,
                new
                {
                    id = Guid.CreateVersion7(now), orderId, version, receivedAt, code, printable,
                    violations = JsonSerializer.Serialize(new[] { new { code, path = "$", message = printable } }),
                }, transaction);
            if (moved is null) return (Guid?)null;
            await Journal.Audit(connection, transaction, [new AuditEntry
            {
                OrderId = orderId, EventType = "ORDER_QUARANTINED", Source = "ingestion", Description = printable,
                NewValue = JsonSerializer.Serialize(new { quarantineId = moved.Id, code, version }),
            }]);
            await CountStore.Add(connection, transaction, [new CountChange(moved.Source) { Accepted = -1, Quarantined = 1 }]);
            return moved.Id;
        }, cancellationToken);

    private sealed record Moved(Guid Id, string Source);
}
