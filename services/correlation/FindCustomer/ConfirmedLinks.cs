using Dapper;
using Npgsql;

namespace Workers.Correlation.FindCustomer;

/// <summary>What persons decided about a channel's customers. A row is never deleted: a newer decision or an operator revokes it.</summary>
internal static class ConfirmedLinks
{
    public static async Task Remember(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DecidedCommand> choices, DateTimeOffset now)
    {
        foreach (var choice in choices)
        {
            var row = new
            {
                key = choice.RememberAs, correlation = choice.Decision.Winner!.CorrelationId, order = choice.Command.OrderId,
                by = choice.Command.ChosenBy ?? "a person", reason = choice.Command.ChosenReason, now,
            };
            await connection.ExecuteAsync(
                """
                -- correlation: revoke what a newer choice replaces
                update confirmed_link set revoked_at = @now, revoked_by = @by, revoke_reason = 'another customer was chosen'
                where channel_key = @key and revoked_at is null and correlation_id <> @correlation;
                """, row, transaction);
            await connection.ExecuteAsync(
                """
                -- correlation: remember a person's choice
                with link as (
                    insert into confirmed_link (channel_key, correlation_id, order_id, confirmed_by, reason, confirmed_at)
                    values (@key, @correlation, @order, @by, @reason, @now)
                    on conflict (channel_key) where revoked_at is null do nothing
                )
                update customer_correlation_map
                set is_validated = true, last_verified = @now, verification_source = 'PERSON', updated_at = @now
                where correlation_id = @correlation
                """, row, transaction);
        }
    }
}
