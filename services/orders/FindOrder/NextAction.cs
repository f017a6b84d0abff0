using Workers.Contracts;
using Workers.Orders.Journey;

namespace Workers.Orders.FindOrder;

/// <summary>What has to happen next, and who does it, in words. Total: every order has an answer.</summary>
internal static class NextAction
{
    public static string For(OrderView order) => order.Bucket switch
    {
        Buckets.Completed => "nothing: the sales order and the board item stand",
        Buckets.Cancelled => "nothing: the order is cancelled",
        Buckets.Failed => "nothing happens by itself: retry from a step, or send a changed version",
        Buckets.InReview => ForReview(order),
        _ when order.CancelRequestedAt is not null => $"{OperatorDecisions.ServiceOf(order.Step)} closes what stands at the vendor",
        _ when order.WaitCode is not null => $"goes on by itself: {OperatorDecisions.ServiceOf(order.Step)} waits ({order.WaitReason})",
        _ => $"{OperatorDecisions.ServiceOf(order.Step)} answers",
    };

    private static string ForReview(OrderView order) => (order.ReviewCode, order.Step) switch
    {
        (ReviewCodes.NoAnswer, _) => $"look whether {OperatorDecisions.ServiceOf(order.Step)} runs, then retry",
        ("UNKNOWN_PRODUCT" or "CUSTOM_PRODUCT", _) => "map the product; the order then goes on by itself",
        ("NO_SUBSIDIARY", _) => "choose the subsidiary",
        (_, OrderSteps.Correlation) => "choose the customer",
        (ReviewCodes.CreditRejected, _) => "approve or refuse the credit",
        (_, OrderSteps.Staging) => "correct what the reason names, then retry from STAGING",
        (_, OrderSteps.Erp) => "correct what NetSuite names, then retry from ERP, or cancel",
        (_, OrderSteps.Board) => "correct what the board names, then retry from BOARD",
        _ => "read the reason, then retry or cancel",
    };
}
