using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using Workers.Contracts;
using Workers.MondaySync.CallMonday;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Claims of orders and the requests made for them, by the database's clock.</summary>
internal sealed class RoundStore(Database database, IOptions<MondaySyncOptions> options, IConfiguration configuration)
{
    private readonly string instance = $"{Environment.MachineName}/{configuration["Fleet:Instance"] ?? "1"}/{Environment.ProcessId}";

    /// <summary>A round whose holder has gone, with all of its orders and its open request.</summary>
    public Task<Round?> TakeOver(CancellationToken cancellationToken) => database.QuerySingleOrDefault<Round>(
        """
        -- monday_sync: take over an expired round
        update work_round set claim = claim + 1, claimed_until = now() + @lease, instance = @instance
        where round_id = (select round_id from work_round where claimed_until < now() order by claimed_until limit 1 for update skip locked)
        returning round_id, claim
        """, new { options.Value.Lease, instance }, cancellationToken);

    /// <summary>The orders that have waited longest, up to what one request carries.</summary>
    public async Task<Round?> ClaimDue(CancellationToken cancellationToken)
    {
        var roundId = Guid.CreateVersion7();
        var claimed = await database.Execute(
            """
            -- monday_sync: claim due orders
            with due as (
                select order_id from board_item where due_at <= now() and round_id is null
                order by due_at limit @limit for update skip locked
            ), round as (
                insert into work_round (round_id, claimed_until, instance) select @roundId, now() + @lease, @instance where exists (select from due)
            )
            update board_item item set round_id = @roundId from due where item.order_id = due.order_id
            """, new { roundId, limit = options.Value.ItemsPerRequest, options.Value.Lease, instance }, cancellationToken);
        return claimed == 0 ? null : new Round(roundId, 1);
    }

    /// <summary>The request of a taken-over round that has no recorded answer.</summary>
    public Task<StoredRequest?> OpenRequest(Round round, CancellationToken cancellationToken) => database.QuerySingleOrDefault<StoredRequest>(
        """
        -- monday_sync: read open request
        select request_id, body, members, now() - sent_at as age from vendor_request
        where round_id = @RoundId and outcome is null order by sent_at desc limit 1
        """, new { round.RoundId }, cancellationToken);

    /// <summary>Orders of the round that were cancelled since: nothing more may be created for them.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> Tombstones(Round round, CancellationToken cancellationToken) =>
        (await database.Query<(Guid OrderId, long Tombstone)>(
            """
            -- monday_sync: read tombstones
            select order_id, tombstone from board_item where order_id = any(@orders) and tombstone is not null
            """, new { orders = round.Active.Select(work => work.OrderId).ToArray() }, cancellationToken)).ToDictionary(row => row.OrderId, row => row.Tombstone);

    /// <summary>Keeps the exact request before it is sent, and extends the lease. The key is made from the members and the generation.</summary>
    public async Task<StoredRequest> Store(Round round, IReadOnlyList<Operation> operations, string body, CancellationToken cancellationToken)
    {
        var members = JsonSerializer.Serialize(operations);
        var generation = Guid.CreateVersion7();
        var request = new StoredRequest { RequestId = OrderIdentity.Name($"monday\n{generation}\n{members}"), Body = body, Members = members };
        var stored = await database.Execute(
            """
            -- monday_sync: store request
            with fence as (
                update work_round set claimed_until = now() + @lease where round_id = @RoundId and claim = @Claim returning round_id
            )
            insert into vendor_request (request_id, round_id, body, members) select @RequestId, round_id, @Body, @Members from fence
            """, new { round.RoundId, round.Claim, request.RequestId, request.Body, request.Members, options.Value.Lease }, cancellationToken);
        return stored == 1 ? request : throw new LostClaimException(round.RoundId);
    }

    /// <summary>Inside a step's transaction: only the holder of the claim gets on, and the request's outcome is written once.</summary>
    public async Task Fence(NpgsqlConnection connection, NpgsqlTransaction transaction, Round round, Guid? requestId, string outcome)
    {
        var held = await connection.ExecuteAsync(
            """
            -- monday_sync: fence
            with answered as (update vendor_request set outcome = @outcome where request_id = @requestId and outcome is null)
            update work_round set claimed_until = now() + @lease where round_id = @RoundId and claim = @Claim
            """, new { round.RoundId, round.Claim, requestId, outcome, options.Value.Lease }, transaction);
        if (held != 1) throw new LostClaimException(round.RoundId);
    }

    /// <summary>Keeps the claim while waiting for a request that Monday still works on.</summary>
    public async Task Extend(Round round, CancellationToken cancellationToken)
    {
        var held = await database.Execute(
            """
            -- monday_sync: extend lease
            update work_round set claimed_until = now() + @lease where round_id = @RoundId and claim = @Claim
            """, new { round.RoundId, round.Claim, options.Value.Lease }, cancellationToken);
        if (held != 1) throw new LostClaimException(round.RoundId);
    }

    /// <summary>Ends the round; orders that are still in it are due at once.</summary>
    public Task End(Round round, CancellationToken cancellationToken) => database.Execute(
        """
        -- monday_sync: end round
        with ended as (delete from work_round where round_id = @RoundId and claim = @Claim returning round_id)
        update board_item item set round_id = null, due_at = now() from ended where item.round_id = ended.round_id
        """, new { round.RoundId, round.Claim }, cancellationToken);
}
