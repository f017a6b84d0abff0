using Workers.NetSuitePoller.SalesOrders;

namespace Workers.NetSuitePoller.Landing;

/// <summary>Turns the outcome of one order's create into what is stored: the order's row, its request, the journal.</summary>
internal static class MemberLanding
{
    public static void Apply(SalesOrder order, MemberOutcome outcome, StepResult step, List<SalesOrder> cancelled)
    {
        var (version, attempt) = (order.SentVersion!.Value, order.SentAttempt!.Value);
        var sent = new RequestChange { OrderId = order.OrderId, Version = version, Attempt = attempt, Kind = RequestKind.Create, Stage = RequestStage.Superseded };
        var wasWanted = order.SentIsWanted;
        switch (outcome)
        {
            case MemberOutcome.Created created: Created(order, created, sent, wasWanted, step); break;
            case MemberOutcome.Refused refused: Refused(order, refused, sent, step); break;
            case MemberOutcome.Absent absent:
                order.Alone |= absent.Alone;
                SalesOrderRule.NotCreated(order, refused: false);
                step.Polls.Add(new(order.OrderId, "FAILED", null, null, "not there"));
                if (!wasWanted) step.Requests.Add(sent);
                break;
        }

        order.NextAt = null;
        Settle(order, step, cancelled);
        step.Orders.Add(order);
    }

    /// <summary>Decides what comes next for the order, and records what is final by that.</summary>
    public static void Settle(SalesOrder order, StepResult step, List<SalesOrder> cancelled)
    {
        var verdict = SalesOrderRule.Next(order);
        if (!RequestStage.IsFinal(verdict.Stage)) return;
        step.Requests.Add(new()
        {
            OrderId = order.OrderId, Version = order.WantedVersion!.Value, Attempt = order.WantedAttempt!.Value, Kind = order.WantedKind!,
            Stage = verdict.Stage, InternalId = order.InternalId, OrderNumber = order.OrderNumber, Lines = order.StandsLines,
        });
        if (verdict.Stage != RequestStage.Cancelled) return;
        cancelled.Add(order);
        step.Audit.Add(Trail.Of(order.OrderId, order.WantedVersion.Value, order.WantedAttempt.Value, "SALES_ORDER_CANCELLED", verdict.Reason, order));
    }

    private static void Created(SalesOrder order, MemberOutcome.Created created, RequestChange sent, bool wasWanted, StepResult step)
    {
        var found = created.Found;
        var asSent = SalesOrderRule.Created(order, found.InternalId, found.Number, found.Version, found.IsClosed);
        order.StandsLines = created.Lines;
        order.Alone = false;
        step.Polls.Add(new(order.OrderId, "COMPLETED", found.Number, found.InternalId, "succeeded"));
        step.Audit.Add(Trail.Of(order.OrderId, sent.Version, sent.Attempt, "SALES_ORDER_CREATED",
            asSent ? $"{found.Number} stands at NetSuite" : $"{found.Number} was there already, with version {found.Version}", order));
        if (asSent)
            step.Requests.Add(sent with { Stage = RequestStage.Created, InternalId = found.InternalId, OrderNumber = found.Number, Lines = created.Lines });
        else if (!wasWanted)
            step.Requests.Add(sent);
    }

    private static void Refused(SalesOrder order, MemberOutcome.Refused refused, RequestChange sent, StepResult step)
    {
        var reason = RowJson.Storable($"NetSuite refused the sales order: {refused.Reason} ({refused.Code}). Correct the order or the master data, then retry the order.");
        SalesOrderRule.NotCreated(order, refused: true);
        order.Alone = false;
        step.Polls.Add(new(order.OrderId, "FAILED", null, null, refused.Code));
        step.Requests.Add(sent with { Stage = RequestStage.Failed, Code = Code(refused.Code), Reason = reason });
        step.Audit.Add(Trail.Of(order.OrderId, sent.Version, sent.Attempt, "SALES_ORDER_FAILED", reason));
        step.Errors.Add(Refusals.Entry(order.OrderId, refused.Code, reason, refused.Request, refused.Response));
    }

    private static string Code(string code) => code.Length <= 50 ? code : code[..50];
}
