using Workers.Contracts;
using Workers.Contracts.Orders;

namespace Workers.Orders.Journey;

/// <summary>A person's decisions. What cannot be done now is refused with the reason; a repeated click is recognised by its action id.</summary>
internal static class OperatorDecisions
{
    public static Decision? Retry(OrderState order, RetryOrder command, DateTime now)
    {
        if (IsApplied(order, command.ActionId)) return Decision.Ignored;
        if (RetryRefusal(order, command.FromStep) is { } refusal) return Refused("retry", refusal, command.ActionId, command.By);
        Moves.NewAttempt(order);
        var step = command.FromStep ?? StandsAt(order);
        if (order.CancelRequestedAt is not null) Moves.Settle(order, now);
        else Moves.Enter(order, StatusOf(step), step, now);
        if (step is OrderSteps.Staging or OrderSteps.Correlation) ForgetCustomer(order);
        if (step == OrderSteps.Board) order.BoardStatus = BoardStatuses.Pending;
        return Done("RETRIED", $"taken up again from {step}: {command.Reason}", command.ActionId, command.By);
    }

    public static Decision? Cancel(OrderState order, CancelOrder command, DateTime now)
    {
        if (IsApplied(order, command.ActionId)) return Decision.Ignored;
        if (CancelRefusal(order) is { } refusal) return Refused("cancel", refusal, command.ActionId, command.By);
        Moves.Cancel(order, $"cancelled by {command.By}: {command.Reason}", now);
        return Done("CANCEL_REQUESTED", order.CancelReason!, command.ActionId, command.By);
    }

    public static Decision? ChooseCustomer(OrderState order, ChooseCustomer command, DateTime now)
    {
        if (IsApplied(order, command.ActionId)) return Decision.Ignored;
        if (ChoiceRefusal(order) is { } refusal) return Refused("choose the customer", refusal, command.ActionId, command.By);
        Moves.NewAttempt(order);
        ForgetCustomer(order);
        order.ApprovedBy = order.ApprovalReason = null;
        order.ChosenCustomerId = command.NetSuiteCustomerId;
        order.ChosenBy = command.By;
        order.ChosenReason = command.Reason;
        Moves.Enter(order, Statuses.Correlating, OrderSteps.Correlation, now);
        return Done("CUSTOMER_CHOSEN", $"customer {command.NetSuiteCustomerId}: {command.Reason}", command.ActionId, command.By);
    }

    public static Decision? ChooseSubsidiary(OrderState order, ChooseSubsidiary command, DateTime now)
    {
        if (IsApplied(order, command.ActionId)) return Decision.Ignored;
        if (ChoiceRefusal(order) is { } refusal) return Refused("choose the subsidiary", refusal, command.ActionId, command.By);
        Moves.NewAttempt(order);
        ForgetCustomer(order);
        order.ChosenSubsidiaryId = command.SubsidiaryId;
        Moves.Enter(order, Statuses.Pending, OrderSteps.Staging, now);
        return Done("SUBSIDIARY_CHOSEN", $"subsidiary {command.SubsidiaryId}: {command.Reason}", command.ActionId, command.By);
    }

    public static Decision? DecideCredit(OrderState order, DecideCredit command, DateTime now)
    {
        if (IsApplied(order, command.ActionId)) return Decision.Ignored;
        if (CreditRefusal(order) is { } refusal) return Refused("decide the credit", refusal, command.ActionId, command.By);
        Moves.NewAttempt(order);
        if (!command.Approve)
        {
            Moves.Error(order, "CREDIT_REFUSED", $"credit refused by {command.By}: {command.Reason}");
            Moves.Rest(order, Statuses.Failed, now);
            return Done("CREDIT_REFUSED", command.Reason, command.ActionId, command.By);
        }
        order.ApprovedBy = command.By;
        order.ApprovalReason = command.Reason;
        Moves.Enter(order, Statuses.CreditCheck, OrderSteps.Credit, now);
        return Done("CREDIT_APPROVED_BY_PERSON", command.Reason, command.ActionId, command.By);
    }

    /// <summary>The sweeper's push: the command is sent again, and after too many without an answer a person is asked.</summary>
    public static Decision? Resend(OrderState order, ResendCurrentCommand push, DateTime now)
    {
        if (push.Step != order.Step || push.Attempt != order.Attempt || push.Sweep != order.Sweeps || Buckets.Of(order) != Buckets.Moving) return Decision.Ignored;
        if (order.Sweeps < order.MaxRetries)
        {
            order.Sweeps++;
            return new Decision("COMMAND_REPEATED", $"no answer from {ServiceOf(order.Step)} yet, asked again ({order.Sweeps} of {order.MaxRetries})");
        }
        Moves.Review(order, ReviewCodes.NoAnswer, $"no answer from {ServiceOf(order.Step)} after {order.Sweeps} repetitions");
        return new Decision("NO_ANSWER", order.ManualReviewReason!);
    }

    public static string? RetryRefusal(OrderState order, string? fromStep)
    {
        if (order.StagingStatus == Statuses.Cancelled) return "the order is cancelled";
        if (order.CancelRequestedAt is not null) return fromStep is null ? null : "the order is being cancelled; a retry without a step repeats that";
        if (fromStep is null && order.Step is null && order.StagingStatus != Statuses.Failed) return "the order is complete; name the step to take it up from";
        return (fromStep ?? StandsAt(order)) switch
        {
            OrderSteps.Staging or OrderSteps.Correlation => null,
            OrderSteps.Credit => order.NetsuiteCustomerId is null ? "the customer is not known yet; retry from CORRELATION" : null,
            OrderSteps.Erp => order is { NetsuiteCustomerId: not null, CreditCheckStatus: "APPROVED" or "NOT_REQUIRED" or "CACHE_USED" }
                ? null : "there is no credit decision on record that lets it pass; retry from CREDIT",
            OrderSteps.Board => order.StagingStatus == Statuses.Completed ? null : "there is no sales order for this version yet; retry from ERP",
            var other => $"'{other}' is not a step; use STAGING, CORRELATION, CREDIT, ERP or BOARD",
        };
    }

    public static string? CancelRefusal(OrderState order) => order switch
    {
        { StagingStatus: Statuses.Cancelled } => "the order is cancelled already",
        { CancelRequestedAt: not null } => "the order is being cancelled already",
        _ => null,
    };

    public static string? ChoiceRefusal(OrderState order) => order switch
    {
        { StagingStatus: Statuses.Cancelled } => "the order is cancelled",
        { CancelRequestedAt: not null } => "the order is being cancelled",
        { RequiresManualReview: true } => null,
        { StagingStatus: Statuses.Pending or Statuses.Correlating or Statuses.CreditCheck or Statuses.Failed } => null,
        _ => "the sales order was requested already and nothing is in review",
    };

    public static string? CreditRefusal(OrderState order) =>
        order is { StagingStatus: Statuses.CreditCheck, RequiresManualReview: true } ? null : "the order does not wait for a credit decision";

    public static string ServiceOf(string? step) => step switch
    {
        OrderSteps.Staging => "transformation",
        OrderSteps.Correlation => "correlation",
        OrderSteps.Credit => "credit-check",
        OrderSteps.Erp => "netsuite-poller",
        OrderSteps.Board => "monday-sync",
        _ => "orders",
    };

    // Credit was decided for the customer that was known then; another one needs a decision of its own.
    private static void ForgetCustomer(OrderState order)
    {
        order.NetsuiteCustomerId = null;
        order.CreditCheckStatus = null;
    }

    private static string StandsAt(OrderState order) => order.Step ?? OrderSteps.Credit;

    private static string StatusOf(string step) => step switch
    {
        OrderSteps.Staging => Statuses.Pending,
        OrderSteps.Correlation => Statuses.Correlating,
        OrderSteps.Credit => Statuses.CreditCheck,
        OrderSteps.Erp => Statuses.AwaitingNetSuite,
        _ => Statuses.Completed,
    };

    public static bool IsApplied(OrderState order, Guid actionId) =>
        order.AppliedActions?.Contains(actionId.ToString("n"), StringComparison.Ordinal) == true;

    private static Decision Done(string eventType, string description, Guid actionId, string by) =>
        new(eventType, description) { ActionId = actionId, By = by };

    private static Decision Refused(string what, string why, Guid actionId, string by) =>
        new("ACTION_REFUSED", $"{by} wanted to {what}: {why}") { Send = false, ActionId = actionId, By = by };
}
