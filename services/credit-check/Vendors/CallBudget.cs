using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Workers.Postgres;

namespace Workers.CreditCheck.Vendors;

/// <summary>
/// The book of paid calls. A call is counted and has its row before it is made, never after it, so that no crash, restart or second instance
/// can make one more than the budget. Days and leases go by the database's clock: instances have clocks of their own.
/// </summary>
internal sealed class CallBudget(Database database, IOptionsMonitor<DunBradstreetOptions> options)
{
    /// <summary>Longest wait for a place in the second's rate; a longer queue is refused.</summary>
    private static readonly TimeSpan LongestQueue = TimeSpan.FromSeconds(2);

    /// <summary>Takes one call from the budget for this key, unless an unexpired answer is there, another call for it is in flight, or nothing is left.</summary>
    /// <param name="kind">TOKEN, MATCH or DATA.</param>
    /// <param name="key">The cache key; one call in flight per key.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<Reservation> Reserve(string kind, string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Lock(connection, transaction, key);
        if (await Obstacle(connection, transaction, key) is { } obstacle) return obstacle;

        var day = await OpenDay(connection, transaction);
        var slot = await connection.QuerySingleOrDefaultAsync<double?>(
            """
            -- credit_check: count a call
            update dnb_day
            set used = used + 1, slot_at = greatest(clock_timestamp(), slot_at + make_interval(secs => 1.0 / @perSecond))
            where day = @day
              and used < @budget
              and slot_at < clock_timestamp() + make_interval(secs => @queue)
            returning extract(epoch from slot_at - clock_timestamp())::float8
            """,
            new { day, perSecond = (double)options.CurrentValue.CallsPerSecond, budget = options.CurrentValue.DailyBudget, queue = LongestQueue.TotalSeconds },
            transaction);
        if (slot is not { } wait) return await UsedUp(connection, transaction, day);

        var id = await connection.QuerySingleAsync<long>(
            """
            -- credit_check: reserve a call
            insert into dnb_call (day, kind, call_key, lease_until)
            values (@day, @kind, @key, clock_timestamp() + make_interval(secs => @lease))
            returning call_id
            """, new { day, kind, key, lease = Math.Max(wait, 0) + 3 * options.CurrentValue.Timeout.TotalSeconds }, transaction);
        await transaction.CommitAsync(cancellationToken);
        return new Reservation(ReservationState.Granted, id, TimeSpan.FromSeconds(Math.Max(wait, 0)));
    }

    /// <summary>Closes the call's row and keeps its answer, if there is one, in the same transaction.</summary>
    public Task<int> Finish(long callId, string key, string outcome, CacheRow? answer, CancellationToken cancellationToken) =>
        database.InTransaction(async (connection, transaction) =>
        {
            // The same lock as in Reserve: whoever looks for an answer after this call sees it, or sees the call in flight.
            await Lock(connection, transaction, key);
            if (answer is not null) await CreditCache.Keep(connection, transaction, answer);
            return await connection.ExecuteAsync(
                """
                -- credit_check: finish a call
                update dnb_call
                set finished_at = clock_timestamp(), outcome = @outcome
                where call_id = @callId
                """, new { callId, outcome }, transaction);
        }, cancellationToken);

    /// <summary>Closes the row of a call that surely never reached the vendor and gives it back to its day.</summary>
    public Task<int> GiveBack(long callId, string reason, CancellationToken cancellationToken) => database.Execute(
        """
        -- credit_check: give a call back
        with unsent as (
            update dnb_call
            set finished_at = clock_timestamp(), outcome = @reason
            where call_id = @callId and finished_at is null
            returning day
        )
        update dnb_day
        set used = used - 1
        from unsent
        where dnb_day.day = unsent.day
        """, new { callId, reason }, cancellationToken);

    /// <summary>What was used today, by the database's calendar.</summary>
    public Task<BudgetDay> Today(CancellationToken cancellationToken) => database.QuerySingle<BudgetDay>(
        """
        -- credit_check: read the budget
        select greatest(max(day), (now() at time zone 'utc')::date)::timestamp as day,
               coalesce(max(used) filter (where day >= (now() at time zone 'utc')::date), 0) as used,
               extract(epoch from now() - date_trunc('day', now() at time zone 'utc') at time zone 'utc')::float8 as seconds_of_day
        from dnb_day
        """, null, cancellationToken);

    public async Task<bool> HasCallsLeft(CancellationToken cancellationToken) =>
        (await Today(cancellationToken)).Used < options.CurrentValue.DailyBudget;

    private static Task Lock(NpgsqlConnection connection, NpgsqlTransaction transaction, string key) => connection.ExecuteAsync(
        """
        -- credit_check: one look at a call key at a time
        select pg_advisory_xact_lock(hashtextextended('dnb_call:' || @key, 0))
        """, new { key }, transaction);

    private static async Task<Reservation?> Obstacle(NpgsqlConnection connection, NpgsqlTransaction transaction, string key)
    {
        var (cached, inFlight) = await connection.QuerySingleAsync<(bool, bool)>(
            """
            -- credit_check: is this call needed?
            with lapsed as (
                update dnb_call
                set finished_at = clock_timestamp(), outcome = 'ABANDONED'
                where call_key = @key and finished_at is null and lease_until <= clock_timestamp()
            )
            select exists (select from credit_check_cache where customer_key = @key and expires_at > now()),
                   exists (select from dnb_call where call_key = @key and finished_at is null and lease_until > clock_timestamp())
            """, new { key }, transaction);
        return cached ? new Reservation(ReservationState.Cached) : inFlight ? new Reservation(ReservationState.InFlight) : null;
    }

    private static async Task<DateTime> OpenDay(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        // A clock that is set back does not open a used day again. Calls in flight at midnight count on both days: the vendor may see them on either.
        return await connection.QuerySingleAsync<DateTime>(
            """
            -- credit_check: open the day
            with today as (
                select greatest((now() at time zone 'utc')::date, (select max(day) from dnb_day)) as day
            ), opened as (
                insert into dnb_day (day, used)
                select day, (select count(*) from dnb_call where finished_at is null and lease_until > clock_timestamp())
                from today
                on conflict (day) do nothing
            )
            select day::timestamp from today
            """, null, transaction);
    }

    private async Task<Reservation> UsedUp(NpgsqlConnection connection, NpgsqlTransaction transaction, DateTime day)
    {
        var used = await connection.QuerySingleOrDefaultAsync<int>(
            "-- credit_check: read the day\nselect used from dnb_day where day = @day", new { day }, transaction);
        return used >= options.CurrentValue.DailyBudget
            ? new Reservation(ReservationState.UsedUp) { Until = DateTime.SpecifyKind(day.AddDays(1), DateTimeKind.Utc) }
            : new Reservation(ReservationState.Busy);
    }
}

internal enum ReservationState
{
    Granted,
    Cached,
    InFlight,
    Busy,
    UsedUp,
}

/// <summary>Whether a paid call may be made now.</summary>
internal sealed record Reservation(ReservationState State, long CallId = 0, TimeSpan Wait = default)
{
    public DateTime? Until { get; init; }
}

/// <summary>The budget's day.</summary>
internal sealed class BudgetDay
{
    public DateTime Day { get; init; }
    public int Used { get; init; }
    public double SecondsOfDay { get; init; }
}
