using Workers.Contracts;

namespace Workers.Orders.Journey;

/// <summary>The few ways in which an order changes its place.</summary>
internal static class Moves
{
    /// <summary>The order stands at a step and its command is due.</summary>
    public static void Enter(OrderState order, string status, string step, DateTime now)
    {
        if (order.Step is { } left && order.StepSince is { } since && left != step) order.Pending.Finished = (left, now - since);
        order.StagingStatus = status;
        if (order.Step != step || order.StepSince is null) order.StepSince = now;
        order.Step = step;
        order.Sweeps = 0;
        ClearWait(order);
        ClearReview(order);
    }

    /// <summary>Nothing is left to do.</summary>
    public static void Rest(OrderState order, string status, DateTime now)
    {
        if (order.Step is { } left && order.StepSince is { } since) order.Pending.Finished = (left, now - since);
        order.StagingStatus = status;
        order.Step = null;
        order.StepSince = now;
        order.Sweeps = 0;
        ClearWait(order);
        ClearReview(order);
    }

    /// <summary>A person has to look; the order stays at its step.</summary>
    public static void Review(OrderState order, string code, string reason)
    {
        order.RequiresManualReview = true;
        order.ReviewCode = code;
        order.ManualReviewReason = reason;
        ClearWait(order);
    }

    public static void Error(OrderState order, string code, string message)
    {
        order.LastErrorCode = code;
        order.LastErrorMessage = message;
    }

    /// <summary>Every command from now on is a new one: services record each attempt once.</summary>
    public static void NewAttempt(OrderState order)
    {
        order.Attempt++;
        order.Sweeps = 0;
    }

    public static void Cancel(OrderState order, string reason, DateTime now)
    {
        NewAttempt(order);
        order.CancelRequestedAt = now;
        order.CancelReason = reason;
        order.ErpCancelled = !order.ErpRequested;
        order.BoardClosed = !order.BoardRequested;
        ClearWait(order);
        ClearReview(order);
        Settle(order, now);
    }

    /// <summary>Cancelled once neither vendor holds anything open; until then the step says whose answer is missing.</summary>
    public static void Settle(OrderState order, DateTime now)
    {
        if (order is { ErpCancelled: true, BoardClosed: true }) Rest(order, Statuses.Cancelled, now);
        else Enter(order, order.StagingStatus == Statuses.Cancelled ? Statuses.Completed : order.StagingStatus!, order.ErpCancelled ? OrderSteps.Board : OrderSteps.Erp, now);
    }

    public static void ClearWait(OrderState order)
    {
        order.WaitCode = null;
        order.WaitReason = null;
        order.WaitUntil = null;
    }

    private static void ClearReview(OrderState order)
    {
        order.RequiresManualReview = false;
        order.ReviewCode = null;
        order.ManualReviewReason = null;
    }
}
