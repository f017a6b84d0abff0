using Workers.NetSuitePoller.Landing;
using Workers.NetSuitePoller.SalesOrders;

namespace Workers.NetSuitePoller.ChangeSalesOrder;

/// <summary>Turns the outcome of a change into what is stored.</summary>
internal static class ChangeLanding
{
    public static void Apply(SalesOrder order, ChangeOutcome outcome, StepResult step)
    {
        // What was claimed, not what is wanted by now: that may be newer.
        var done = outcome.Change.Order;
        var (kind, version, attempt) = (done.WantedKind!, done.WantedVersion!.Value, done.WantedAttempt!.Value);
        var request = new RequestChange { OrderId = order.OrderId, Version = version, Attempt = attempt, Kind = kind, Stage = RequestStage.Failed };
        (order.LeaseUntil, order.Tries) = (null, 0);
        if (outcome.Refusal is { } refusal) Refused(order, outcome, refusal, request, step);
        else if (kind == RequestKind.Create) Updated(order, outcome, done.WantedHash!, request, step);
        else (order.StandsClosed, order.Unsure) = (true, false);
        MemberLanding.Settle(order, step, []);
        step.Orders.Add(order);
    }

    private static void Updated(SalesOrder order, ChangeOutcome outcome, string hash, RequestChange request, StepResult step)
    {
        SalesOrderRule.Changed(order, request.Version, request.Attempt, hash);
        order.StandsLines = outcome.Lines;
        step.Requests.Add(request with
        {
            Stage = RequestStage.Created, WasUpdate = true, InternalId = order.InternalId, OrderNumber = order.OrderNumber, Lines = outcome.Lines,
        });
        step.Audit.Add(Trail.Of(order.OrderId, request.Version, request.Attempt, "SALES_ORDER_UPDATED",
            $"{order.OrderNumber} has version {request.Version}", order));
    }

    private static void Refused(SalesOrder order, ChangeOutcome outcome, ChangeRefusal refusal, RequestChange request, StepResult step)
    {
        var what = request.Kind == RequestKind.Create ? $"the change of {order.OrderNumber}" : $"to close {order.OrderNumber}";
        var reason = RowJson.Storable($"NetSuite refused {what}: {refusal.Reason} ({refusal.Code}). Correct it there or in the order, then retry the order.");
        SalesOrderRule.Refused(order, request.Kind, request.Version, request.Attempt);
        step.Requests.Add(request with { Code = refusal.Code.Length <= 50 ? refusal.Code : refusal.Code[..50], Reason = reason });
        step.Audit.Add(Trail.Of(order.OrderId, request.Version, request.Attempt, "SALES_ORDER_FAILED", reason, order));
        step.Errors.Add(Refusals.Entry(order.OrderId, refusal.Code, reason, refusal.Request, refusal.Response));
    }
}
