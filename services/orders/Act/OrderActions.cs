using Dapper;
using MassTransit;
using Workers.Contracts.Orders;
using Workers.Orders.FindOrder;
using Workers.Orders.Journey;
using Workers.Postgres;

namespace Workers.Orders.Act;

/// <summary>
/// A person's decision over HTTP: checked against the order as it stands, then sent to the saga, which checks again, carries it out and audits it.
/// The same <c>actionId</c> sent twice is one action.
/// </summary>
internal sealed class OrderActions(OrderFinder finder, Database database, IBus bus)
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(10);

    public Task<IResult> Retry(string id, OrderAction action, CancellationToken cancellationToken) => Act(
        id, action, order => OperatorDecisions.RetryRefusal(order, action.From?.ToUpperInvariant()),
        (orderId, actionId) => new RetryOrder { OrderId = orderId, ActionId = actionId, FromStep = action.From?.ToUpperInvariant(), By = action.By!, Reason = action.Reason! },
        null, cancellationToken);

    public Task<IResult> Cancel(string id, OrderAction action, CancellationToken cancellationToken) => Act(
        id, action, OperatorDecisions.CancelRefusal,
        (orderId, actionId) => new CancelOrder { OrderId = orderId, ActionId = actionId, By = action.By!, Reason = action.Reason! }, null, cancellationToken);

    public Task<IResult> ChooseCustomer(string id, OrderAction action, CancellationToken cancellationToken) => Act(
        id, action, OperatorDecisions.ChoiceRefusal,
        (orderId, actionId) => new ChooseCustomer { OrderId = orderId, ActionId = actionId, NetSuiteCustomerId = action.NetSuiteCustomerId!.Value, By = action.By!, Reason = action.Reason! },
        action.NetSuiteCustomerId is > 0 ? null : "netSuiteCustomerId is missing: the NetSuite customer that was chosen", cancellationToken);

    public Task<IResult> ChooseSubsidiary(string id, OrderAction action, CancellationToken cancellationToken) => Act(
        id, action, OperatorDecisions.ChoiceRefusal,
        (orderId, actionId) => new ChooseSubsidiary { OrderId = orderId, ActionId = actionId, SubsidiaryId = action.SubsidiaryId!.Value, By = action.By!, Reason = action.Reason! },
        action.SubsidiaryId is > 0 ? null : "subsidiaryId is missing: the NetSuite subsidiary that was chosen", cancellationToken);

    public Task<IResult> DecideCredit(string id, OrderAction action, CancellationToken cancellationToken) => Act(
        id, action, OperatorDecisions.CreditRefusal,
        (orderId, actionId) => new DecideCredit { OrderId = orderId, ActionId = actionId, Approve = action.Approve!.Value, By = action.By!, Reason = action.Reason! },
        action.Approve is null ? "approve is missing: true or false" : null, cancellationToken);

    private async Task<IResult> Act<T>(
        string id, OrderAction action, Func<OrderState, string?> refusal, Func<Guid, Guid, T> command, string? missing, CancellationToken cancellationToken) where T : class
    {
        if (action.Problem(missing) is { } problem) return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        var (orderId, notOne) = await finder.One(id, cancellationToken);
        if (notOne is not null) return notOne;
        var actionId = action.ActionId ?? Guid.CreateVersion7();
        var order = await Load(orderId, cancellationToken);
        if (OperatorDecisions.IsApplied(order, actionId)) return Results.Ok(new { orderId, actionId, state = "done already" });
        if (refusal(order) is { } no) return Results.Problem($"Not now: {no}.", statusCode: StatusCodes.Status409Conflict);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PublishLimit);
        await bus.Publish(command(orderId, actionId), limit.Token);
        return Results.Accepted($"/orders/{orderId}", new { orderId, actionId, state = "accepted" });
    }

    private async Task<OrderState> Load(Guid orderId, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<OrderState>(new CommandDefinition(OrderColumns.ReadSql, new { ids = new[] { orderId } }, cancellationToken: cancellationToken));
    }
}

/// <summary>The body of an operator's action.</summary>
internal sealed record OrderAction(
    string? By, string? Reason, string? From = null, long? NetSuiteCustomerId = null, int? SubsidiaryId = null, bool? Approve = null, Guid? ActionId = null)
{
    public string? Problem(string? missing)
    {
        string[] problems =
        [
            .. string.IsNullOrWhiteSpace(By) ? ["by is missing: who does it"] : Array.Empty<string>(),
            .. string.IsNullOrWhiteSpace(Reason) ? ["reason is missing: why"] : Array.Empty<string>(),
            .. missing is null ? Array.Empty<string>() : [missing],
        ];
        return problems.Length == 0 ? null : string.Join("; ", problems);
    }
}
