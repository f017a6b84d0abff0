using System.Text.Json;
using Workers.Contracts;
using Workers.Contracts.Transformation;
using Workers.Hosting;

namespace Workers.Orders.Journey;

/// <summary>What the channel wants: placed, changed, cancelled, in any order of arrival. The highest version wins.</summary>
internal static class IntakeDecisions
{
    public static Decision? Staged(OrderState order, OrderStaged staged, DateTime now)
    {
        order.Pending.Adopted = staged.Version;
        if (order.Version == 0) return First(order, staged, now);
        if (staged.Version < order.SourceVersion)
            return Recorded("LATE_VERSION_IGNORED", $"version {staged.Version} arrived after version {order.SourceVersion} and was not carried out");
        if (staged.Version == order.SourceVersion) return IsAnswerToRestage(order, staged) ? Restaged(order, staged, now) : Decision.Ignored;
        if (order.CancelRequestedAt is not null) return AfterCancel(order, staged);
        order.SourceVersion = staged.Version;
        return staged.EventType == EventTypes.Cancelled ? Cancelled(order, staged, now) : Changed(order, staged, now);
    }

    private static Decision First(OrderState order, OrderStaged staged, DateTime now)
    {
        order.Source = staged.Source;
        order.SourceOrderId = staged.SourceOrderId;
        order.ExternalId = staged.ExternalId;
        order.ReceivedAt = staged.ReceivedAt.UtcDateTime;
        order.CreatedAt = now;
        order.TraceId = OrderTrace.IdOf(order.CorrelationId);
        order.SourceVersion = staged.Version;
        order.Attempt = 1;
        order.Pending.LookupKeys.Add(order.ExternalId.ToString());
        if (staged.EventType != EventTypes.Cancelled)
        {
            TakeContent(order, staged.Order!);
            return Start(order, staged, "ORDER_STAGED", $"version {staged.Version} was staged", now);
        }
        // A tombstone: whatever comes later for this order is not carried out.
        order.CancelRequestedAt = now;
        order.CancelReason = $"cancelled by the channel before the order itself arrived (version {staged.Version})";
        order.ErpCancelled = order.BoardClosed = true;
        Moves.Rest(order, Statuses.Cancelled, now);
        return new Decision("ORDER_CANCELLED", order.CancelReason);
    }

    private static Decision Changed(OrderState order, OrderStaged staged, DateTime now)
    {
        Moves.NewAttempt(order);
        order.RetryCount = 0;
        order.NetsuiteCustomerId = null;
        order.CorrelationConfidence = null;
        order.CorrelationMethod = null;
        order.CreditCheckStatus = null;
        order.ChosenCustomerId = null;
        order.ChosenSubsidiaryId = null;
        order.ApprovedBy = order.ApprovalReason = null;
        order.CompletedAt = null;
        order.LastErrorCode = order.LastErrorMessage = null;
        TakeContent(order, staged.Order!);
        return Start(order, staged, "ORDER_CHANGED", $"version {staged.Version} takes the place of the one before", now);
    }

    private static Decision Restaged(OrderState order, OrderStaged staged, DateTime now)
    {
        TakeContent(order, staged.Order!);
        return Start(order, staged, "ORDER_RESTAGED", $"version {staged.Version} was staged again", now);
    }

    private static Decision Start(OrderState order, OrderStaged staged, string eventType, string description, DateTime now)
    {
        if (staged.ReviewCode is not { } code)
        {
            Moves.Enter(order, Statuses.Correlating, OrderSteps.Correlation, now);
            return new Decision(eventType, description);
        }
        Moves.Enter(order, Statuses.Pending, OrderSteps.Staging, now);
        Moves.Review(order, code, staged.ReviewReason ?? code);
        return new Decision(eventType, $"{description}, a person has to look: {order.ManualReviewReason}");
    }

    private static Decision Cancelled(OrderState order, OrderStaged staged, DateTime now)
    {
        Moves.Cancel(order, $"cancelled by the channel (version {staged.Version})", now);
        return new Decision("CANCEL_REQUESTED", order.CancelReason!);
    }

    private static Decision AfterCancel(OrderState order, OrderStaged staged)
    {
        var sentence = $"version {staged.Version} arrived after the order was cancelled and was not carried out; place it as a new order if it is wanted";
        if (staged.EventType != EventTypes.Cancelled) Moves.Error(order, "CHANGED_AFTER_CANCEL", sentence);
        return Recorded("VERSION_AFTER_CANCEL_IGNORED", sentence);
    }

    private static bool IsAnswerToRestage(OrderState order, OrderStaged staged) =>
        staged.Order is not null && staged.Attempt == order.Attempt
        && order is { StagingStatus: Statuses.Pending, Step: OrderSteps.Staging, RequiresManualReview: false, CancelRequestedAt: null };

    private static Decision Recorded(string eventType, string description) => new(eventType, description) { Send = false };

    private static void TakeContent(OrderState order, StagedOrder content)
    {
        order.Pending.Content = content;
        order.Document = JsonSerializer.Serialize(content, OrderCommands.Json);
        order.ProvisionalOrderId = content.ProvisionalOrderId;
        order.OrderNumber = content.OrderNumber;
        order.PurchaseOrderNumber = content.PurchaseOrderNumber;
        order.SalesforceOpportunityId = content.OpportunityId;
        order.OrderDate = content.OrderDate.UtcDateTime;
        order.SfCreatedAt = content.SourceCreatedAt?.UtcDateTime;
        order.OrderTotal = content.OrderTotal;
        order.CurrencyCode = content.CurrencyCode;
        order.BillingCountry = content.Customer.BillingAddress is { } billing ? billing.CountryCode ?? billing.Country : null;
        order.SubsidiaryId = content.SubsidiaryId;
        order.SubsidiaryDeterminationMethod = content.SubsidiaryMethod;
        order.SalesforceAccountId = content.Customer.SalesforceAccountId;
        order.CustomerEmail = content.Customer.Email;
        order.CustomerName = content.Customer.Name;
        order.As400CustomerId = content.Customer.As400CustomerId;
        order.As400Company = null;
        order.DunsNumber = content.Customer.DunsNumber;
        order.TaxId = content.Customer.TaxId;
        if (content.OrderNumber is { Length: > 0 } number) order.Pending.LookupKeys.Add(number);
        if (content.PurchaseOrderNumber is { Length: > 0 } purchaseOrder) order.Pending.LookupKeys.Add(purchaseOrder);
    }
}
