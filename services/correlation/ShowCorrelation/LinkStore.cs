using Dapper;
using Workers.Postgres;

namespace Workers.Correlation.ShowCorrelation;

internal sealed class LinkView
{
    public Guid LinkId { get; init; }
    public string ChannelKey { get; init; } = "";
    public long? NetsuiteCustomerId { get; init; }
    public Guid OrderId { get; init; }
    public string ConfirmedBy { get; init; } = "";
    public string? Reason { get; init; }
    public DateTime ConfirmedAt { get; init; }
}

/// <summary>Remembered choices, for the operator: which are in force, and taking one back.</summary>
internal sealed class LinkStore(Database database)
{
    public Task<IReadOnlyList<LinkView>> InForce(CancellationToken cancellationToken) => database.Query<LinkView>(
        """
        -- correlation: list links in force
        select l.link_id, l.channel_key, m.netsuite_customer_id, l.order_id, l.confirmed_by, l.reason, l.confirmed_at
        from confirmed_link l join customer_correlation_map m using (correlation_id)
        where l.revoked_at is null
        order by l.confirmed_at desc
        limit 1000
        """, null, cancellationToken);

    public Task<bool> Revoke(Guid linkId, string by, string reason, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var revoked = await connection.ExecuteAsync(
                """
                -- correlation: revoke a link
                update confirmed_link set revoked_at = now(), revoked_by = @by, revoke_reason = @reason where link_id = @linkId and revoked_at is null
                """, new { linkId, by, reason }, transaction);
            if (revoked == 1)
                await Journal.Audit(connection, transaction,
                    [new AuditEntry { EventType = "CUSTOMER_LINK_REVOKED", Description = $"link {linkId}: {reason}", Source = "correlation", User = by }]);
            return revoked == 1;
        }, cancellationToken);
}
