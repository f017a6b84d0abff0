using Dapper;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.Landing;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.ChangeSalesOrder;

/// <summary>A sales order that has to be changed or closed, as it was when it was claimed.</summary>
internal sealed record ClaimedChange(SalesOrder Order, string Command, bool WasUnsure);

/// <summary>What came of a change.</summary>
/// <param name="Change">The claim.</param>
/// <param name="Refusal">Code, reason, request and answer when NetSuite refused it.</param>
/// <param name="Lines">Availability of the lines, for an update.</param>
internal sealed record ChangeOutcome(ClaimedChange Change, ChangeRefusal? Refusal = null, string? Lines = null);

internal sealed record ChangeRefusal(string Code, string Reason, string? Request, string? Response);

/// <summary>Claims changes under a lease and records their outcome; an order is marked unsure before the call, so that a crash leads to a look-up.</summary>
internal sealed class ChangeStore(Database database, IOptions<NetSuiteOptions> options)
{
    public async Task<List<ClaimedChange>> Claim(int limit, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", SalesOrder.Columns.Split(',').Select(column => "s." + column.Trim()));
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<SalesOrder, ChangeCommand, ClaimedChange>(new CommandDefinition(
            $"""
            -- netsuite_poller: claim changes
            with due as (
                select order_id, unsure from sales_order
                where state in ('UPDATE', 'CLOSE') and next_at <= now() and (lease_until is null or lease_until < now())
                order by next_at limit @limit for update skip locked),
            claimed as (
                update sales_order s
                set claim = s.claim + 1, lease_until = now() + @lease, unsure = true
                from due where s.order_id = due.order_id
                returning {columns}, due.unsure as was_unsure)
            select {columns}, r.command, s.was_unsure
            from claimed s
            join request r on r.order_id = s.order_id and r.version = s.wanted_version and r.attempt = s.wanted_attempt and r.kind = s.wanted_kind
            """, new { limit, lease = options.Value.Lease }, cancellationToken: cancellationToken),
            (order, command) => new ClaimedChange(order, command.Command, command.WasUnsure), splitOn: "command")).AsList();
    }

    /// <summary>The call could not be made or its outcome is unknown: due again after a pause.</summary>
    public Task<IReadOnlyList<Request>> Later(ClaimedChange change, bool unsure, TimeSpan pause, string? unknown, CancellationToken cancellationToken) =>
        Locked(change, (order, step) =>
        {
            (order.Unsure, order.LeaseUntil, order.Tries) = (unsure, null, order.Tries + 1);
            step.Orders.Add(order);
            if (unknown is not null)
                step.Requests.Add(new()
                {
                    OrderId = order.OrderId, Version = change.Order.WantedVersion!.Value, Attempt = change.Order.WantedAttempt!.Value, Kind = change.Order.WantedKind!,
                    Stage = RequestStage.Waiting, Code = "OUTCOME_UNKNOWN", UntilSeconds = pause.TotalSeconds,
                    Reason = RowJson.Storable($"Whether NetSuite took the change is not known ({unknown}). It is looked up and goes on by itself."),
                });
        }, cancellationToken, pause);

    public Task<IReadOnlyList<Request>> Record(ChangeOutcome outcome, CancellationToken cancellationToken) =>
        Locked(outcome.Change, (order, step) => ChangeLanding.Apply(order, outcome, step), cancellationToken);

    private Task<IReadOnlyList<Request>> Locked(ClaimedChange change, Action<SalesOrder, StepResult> apply, CancellationToken cancellationToken, TimeSpan pause = default) =>
        database.InTransaction(async (connection, transaction) =>
        {
            var orders = await SalesOrderStore.Lock(connection, transaction, [change.Order.OrderId]);
            if (!orders.TryGetValue(change.Order.OrderId, out var order) || order.Claim != change.Order.Claim) return [];
            var step = new StepResult();
            apply(order, step);
            order.NextAt = null;
            if (order is { State: OrderState.Idle, WantedKind: RequestKind.Cancel }) step.Requests.AddRange(await SalesOrderStore.Followers(connection, transaction, [order]));
            var changed = await SalesOrderStore.Save(connection, transaction, step);
            if (pause > TimeSpan.Zero)
                await connection.ExecuteAsync("update sales_order set next_at = now() + @pause where order_id = @id", new { pause, id = order.OrderId }, transaction);
            return changed;
        }, cancellationToken);

    private sealed class ChangeCommand
    {
        public string Command { get; init; } = "";
        public bool WasUnsure { get; init; }
    }
}
