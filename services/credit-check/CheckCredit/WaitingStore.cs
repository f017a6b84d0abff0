using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Workers.Postgres;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>Orders that wait for a vendor or the budget. A row stays until the order's decision is published, so that a crash in between repeats it.</summary>
internal sealed class WaitingStore(Database database, IOptionsMonitor<CreditCheckOptions> options)
{
    public async Task<IReadOnlyDictionary<CheckKey, StoredWait>> Find(IReadOnlyList<CheckCreditCommand> orders, CancellationToken cancellationToken) =>
        (await database.Query<StoredWait>(
            """
            -- credit_check: read waiting orders
            select order_id, version, attempt, cause, code, reason, next_check_at
            from waiting_check
            where (order_id, version, attempt) in (select * from unnest(@ids, @versions, @attempts))
            """,
            new
            {
                ids = orders.Select(order => order.OrderId).ToArray(),
                versions = orders.Select(order => order.Version).ToArray(),
                attempts = orders.Select(order => order.Attempt).ToArray(),
            }, cancellationToken)).ToDictionary(row => row.Key);

    /// <summary>Records that an order waits, once per attempt.</summary>
    public Task<IReadOnlyList<StoredWait>> WaitOnce(IReadOnlyList<(CheckCreditCommand Order, Wait Wait)> waits, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var sorted = waits.DistinctBy(item => CheckKey.Of(item.Order)).OrderBy(item => item.Order.OrderId)
                .ThenBy(item => item.Order.Version).ThenBy(item => item.Order.Attempt).ToList();
            var stored = (await connection.QueryAsync<StoredWait>(
                """
                -- credit_check: record waiting orders
                insert into waiting_check (order_id, version, attempt, cause, code, reason, next_check_at, command)
                select * from unnest(@ids, @versions, @attempts, @causes, @codes, @reasons, @untils::timestamptz[], @commands::jsonb[])
                on conflict on constraint waiting_check_pkey do update set order_id = excluded.order_id   -- no-op, so that the row already there is returned
                returning order_id, version, attempt, cause, code, reason, next_check_at, xmax = 0 as is_new
                """,
                new
                {
                    ids = sorted.Select(item => item.Order.OrderId).ToArray(),
                    versions = sorted.Select(item => item.Order.Version).ToArray(),
                    attempts = sorted.Select(item => item.Order.Attempt).ToArray(),
                    causes = sorted.Select(item => item.Wait.Cause).ToArray(),
                    codes = sorted.Select(item => item.Wait.Code).ToArray(),
                    reasons = sorted.Select(item => item.Wait.Reason).ToArray(),
                    untils = sorted.Select(item => item.Wait.Until).ToArray(),
                    commands = sorted.Select(item => JsonSerializer.Serialize(item.Order)).ToArray(),
                }, transaction)).AsList();
            await Journal.Audit(connection, transaction, stored.Where(row => row.IsNew).Select(row => new AuditEntry
            {
                OrderId = row.OrderId, EventType = "CREDIT_WAITING", Description = row.Reason, Source = "credit-check",
                NewValue = JsonSerializer.Serialize(new { version = row.Version, attempt = row.Attempt, code = row.Code }),
            }).ToList());
            return (IReadOnlyList<StoredWait>)stored;
        }, cancellationToken);

    /// <summary>Leases some orders that wait for this cause, the longest untried first.</summary>
    public Task<IReadOnlyList<ClaimedWait>> Claim(string cause, int count, CancellationToken cancellationToken) => database.Query<ClaimedWait>(
        """
        -- credit_check: claim waiting orders
        update waiting_check as waiting
        set leased_until = now() + @lease, claim = waiting.claim + 1, tried_at = clock_timestamp()
        from (
            select order_id, version, attempt
            from waiting_check
            where cause = @cause
              and (leased_until is null or leased_until < now())
            order by tried_at
            limit @count
            for update skip locked
        ) as due
        where (waiting.order_id, waiting.version, waiting.attempt) = (due.order_id, due.version, due.attempt)
        returning waiting.order_id, waiting.version, waiting.attempt, waiting.claim, waiting.command::text as command
        """, new { cause, count, lease = options.CurrentValue.WaitingLease }, cancellationToken);

    /// <summary>Still waiting, perhaps for something else now; no second announcement.</summary>
    public Task<int> PutBack(ClaimedWait claimed, Wait wait, CancellationToken cancellationToken) => database.Execute(
        """
        -- credit_check: put a waiting order back
        update waiting_check
        set leased_until = null, cause = @Cause, code = @Code, reason = @Reason, next_check_at = @Until
        where order_id = @OrderId and version = @Version and attempt = @Attempt and claim = @Claim
        """, new { claimed.OrderId, claimed.Version, claimed.Attempt, claimed.Claim, wait.Cause, wait.Code, wait.Reason, wait.Until }, cancellationToken);

    /// <summary>Gone from the waiting room: its decision is published.</summary>
    public Task<int> Leave(IReadOnlyList<CheckKey> announced, CancellationToken cancellationToken) => database.Execute(
        """
        -- credit_check: waiting orders are announced
        delete from waiting_check
        where (order_id, version, attempt) in (select * from unnest(@ids, @versions, @attempts))
        """,
        new
        {
            ids = announced.Select(key => key.OrderId).ToArray(),
            versions = announced.Select(key => key.Version).ToArray(),
            attempts = announced.Select(key => key.Attempt).ToArray(),
        }, cancellationToken);

    public Task<int> Count(CancellationToken cancellationToken) => database.QuerySingle<int>(
        "-- credit_check: count waiting orders\nselect count(*)::int from waiting_check", null, cancellationToken);
}

/// <summary>A waiting order that this process may work on until its lease ends.</summary>
internal sealed class ClaimedWait
{
    public Guid OrderId { get; init; }
    public long Version { get; init; }
    public int Attempt { get; init; }
    public long Claim { get; init; }
    public string Command { get; init; } = "";

    public CheckKey Key => new(OrderId, Version, Attempt);

    public CheckCreditCommand Order => JsonSerializer.Deserialize<CheckCreditCommand>(Command)!;
}
