using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Npgsql;
using Workers.Ingestion.Counts;
using Workers.Ingestion.ReadEvent;
using Workers.Ingestion.ReceiveOrder;

namespace Workers.Ingestion.Quarantine;

/// <summary>Writes to quarantine inside an intake transaction.</summary>
internal static class QuarantineStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Stores what was refused and has no caller. What the broker delivers again and is open here already is not stored twice.</summary>
    public static async Task Add(NpgsqlConnection connection, NpgsqlTransaction transaction, List<Judged> outcomes, int longestBody, DateTimeOffset now)
    {
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Outcome is not { QuarantineId: { } id } outcome) continue;
            if (await Insert(connection, transaction, id, outcomes[i], longestBody, now) == 0)
                outcomes[i] = outcomes[i] with { Outcome = outcome with { Judgement = Judgement.Duplicate, QuarantineId = null } };
        }
    }

    /// <summary>Closes the entries whose cure was accepted; their event moves from quarantined to what it has become.</summary>
    public static async Task Resolve(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Judged> outcomes, DateTimeOffset now)
    {
        foreach (var outcome in outcomes.Select(judged => judged.Outcome))
        {
            if (outcome is not { Arrival.Cures: { } cures, Stored: { } stored }) continue;
            var source = await connection.QuerySingleOrDefaultAsync<string>(
                """
                -- ingestion: resolve quarantine entry
                update quarantine
                set resolved_at = @now, resolution = 'RESUBMITTED', resolved_by = @By, resolved_reason = @Reason,
                    resubmitted_staging_id = @orderId, resubmitted_version = @version
                where id = @QuarantineId and resolved_at is null
                returning source
                """,
                new { cures.QuarantineId, cures.By, cures.Reason, orderId = stored.OrderId, version = stored.Version, now }, transaction);
            if (source is not null)
                await CountStore.Add(connection, transaction, [new CountChange(source) { Quarantined = -1 }]);
        }
    }

    private static Task<int> Insert(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, Judged judged, int longestBody, DateTimeOffset now)
    {
        var (reading, outcome, arrival) = (judged.Reading, judged.Outcome, judged.Outcome.Arrival);
        return connection.ExecuteAsync(
            """
            -- ingestion: quarantine
            insert into quarantine (id, received_at, channel, routing_key, content_type, code, reason, violations,
                                    source, source_order_id, source_version, body, body_length, body_hash, trace_parent)
            select @id, @now, @Channel, @routingKey, @contentType, @code, @reason, @violations::jsonb,
                   @source, @SourceOrderId, @SourceVersion, @body, @length, @hash, @trace
            where not (@Redelivered and exists (select from quarantine q where q.body_hash = @hash and q.code = @code and q.resolved_at is null))
            """,
            new
            {
                id, now, arrival.Channel, arrival.Redelivered, reading.SourceOrderId, reading.SourceVersion,
                routingKey = Text.Storable(arrival.RoutingKey), contentType = Text.Storable(arrival.ContentType), trace = Text.Storable(arrival.TraceParent),
                code = Violations.CodeOf(outcome.Violations), reason = Violations.ReasonOf(outcome.Violations),
                violations = JsonSerializer.Serialize(outcome.Violations, Json), source = reading.Source ?? IntakeCounts.Unknown,
                body = arrival.Body.Length <= longestBody ? arrival.Body : arrival.Body[..longestBody],
                length = (long)arrival.Body.Length, hash = SHA256.HashData(arrival.Body),
            }, transaction);
    }
}
