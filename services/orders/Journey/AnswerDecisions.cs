using Workers.Contracts;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.Orders;

namespace Workers.Orders.Journey;

/// <summary>What the steps before the vendors answered. An answer counts for the current version and attempt alone.</summary>
internal static class AnswerDecisions
{
    public static Decision? Correlated(OrderState order, CustomerCorrelated answer, DateTime now)
    {
        if (!IsCurrent(order, answer) || order.StagingStatus != Statuses.Correlating) return Decision.Ignored;
        order.NetsuiteCustomerId = answer.NetSuiteCustomerId;
        order.CorrelationConfidence = Math.Clamp(answer.Confidence, 0, 1);
        order.CorrelationMethod = answer.Method;
        order.CustomerName = answer.CustomerName ?? order.CustomerName;
        order.As400CustomerId = answer.As400CustomerId ?? order.As400CustomerId;
        order.As400Company = answer.As400Company;
        order.DunsNumber = answer.DunsNumber ?? order.DunsNumber;
        order.TaxId = answer.TaxId ?? order.TaxId;
        order.CreditCheckStatus = "PENDING";
        Moves.Enter(order, Statuses.CreditCheck, OrderSteps.Credit, now);
        return new Decision("CUSTOMER_KNOWN", answer.Reason) { Detail = new { answer.NetSuiteCustomerId, answer.Confidence, answer.Method } };
    }

    public static Decision? CorrelationNeedsReview(OrderState order, CorrelationNeedsReview answer, DateTime now)
    {
        if (!IsCurrent(order, answer) || order.StagingStatus != Statuses.Correlating || IsDecidedAlready(order)) return Decision.Ignored;
        order.CorrelationConfidence = answer.Confidence is { } confidence ? Math.Clamp(confidence, 0, 1) : null;
        order.CorrelationMethod = answer.Method;
        Moves.Review(order, answer.Code, answer.Reason);
        return new Decision("CUSTOMER_UNCERTAIN", answer.Reason) { Detail = new { answer.Code, answer.Confidence, answer.Candidates } };
    }

    public static Decision? CreditChecked(OrderState order, CreditChecked answer, DateTime now)
    {
        if (!IsCurrent(order, answer) || order.StagingStatus != Statuses.CreditCheck) return Decision.Ignored;
        var detail = new { answer.Outcome, answer.DecidedBy, answer.CreditLimit, answer.AvailableCredit, answer.CreditScore, answer.PastDueAmount, answer.PaymentTerms, answer.VolumeDiscount };
        if (answer.Outcome == "REJECTED")
        {
            if (IsDecidedAlready(order)) return Decision.Ignored;
            order.CreditCheckStatus = answer.Outcome;
            Moves.Review(order, ReviewCodes.CreditRejected, answer.Reason);
            return new Decision("CREDIT_REJECTED", answer.Reason) { Detail = detail };
        }
        order.CreditCheckStatus = answer.Outcome;
        order.PaymentTerms = answer.PaymentTerms;
        order.ErpRequested = true;
        Moves.Enter(order, Statuses.AwaitingNetSuite, OrderSteps.Erp, now);
        return new Decision("CREDIT_GIVEN", answer.Reason) { Detail = detail };
    }

    public static Decision? Waiting(OrderState order, StepWaiting waiting, DateTime now)
    {
        if (!IsCurrentOrCancelling(order, waiting) || waiting.Step != order.Step || IsDecidedAlready(order)) return Decision.Ignored;
        var until = waiting.Until?.UtcDateTime;
        if (order.WaitCode == waiting.Code && order.WaitReason == waiting.Reason && order.WaitUntil == until && order.Sweeps == 0) return Decision.Ignored;
        Moves.Enter(order, order.StagingStatus!, order.Step!, now);
        order.WaitCode = waiting.Code;
        order.WaitReason = waiting.Reason;
        order.WaitUntil = until;
        if (waiting is { Step: OrderSteps.Credit, Code: "RATE_LIMITED" }) order.CreditCheckStatus = waiting.Code;
        return new Decision("STEP_WAITS", waiting.Reason) { Send = false, Detail = new { waiting.Step, waiting.Code, waiting.Until } };
    }

    public static Decision? Failed(OrderState order, StepFailed failed, DateTime now)
    {
        if (!IsCurrentOrCancelling(order, failed) || failed.Step != order.Step || IsDecidedAlready(order)) return Decision.Ignored;
        Moves.Error(order, failed.Code, failed.Reason);
        Moves.Review(order, failed.Code, failed.Reason);
        return new Decision("STEP_FAILED", failed.Reason) { Detail = new { failed.Step, failed.Code } };
    }

    /// <summary>True when the answer is to the command that is outstanding now, not to one that a retry, a person or a new version replaced.</summary>
    public static bool IsCurrent(OrderState order, IOrderMessage answer) =>
        answer.Version == order.SourceVersion && answer.Attempt == order.Attempt && order.CancelRequestedAt is null;

    public static bool IsCurrentOrCancelling(OrderState order, IOrderMessage answer) =>
        answer.Version == order.SourceVersion && answer.Attempt == order.Attempt;

    /// <summary>A "no" that is repeated changes nothing; after "no answer" any answer counts.</summary>
    public static bool IsDecidedAlready(OrderState order) => order.RequiresManualReview && order.ReviewCode != ReviewCodes.NoAnswer;
}
