using Workers.Contracts.Transformation;
using Workers.Postgres;

namespace Workers.Transformation.StageOrder;

internal static class StagingAudit
{
    public static AuditEntry Of(OrderStaged staged) => new()
    {
        OrderId = staged.OrderId,
        EventType = "ORDER_STAGED",
        Description = staged switch
        {
            { Order: null } => $"version {staged.Version} is a cancellation",
            { ReviewReason: { } reason } => $"{staged.Order.ProvisionalOrderId}: {reason}",
            _ => $"{staged.Order.ProvisionalOrderId}: {staged.Order.Lines.Count} lines, subsidiary {staged.Order.SubsidiaryId} by {staged.Order.SubsidiaryMethod}",
        },
        NewValue = Json.Write(new
        {
            staged.Version, staged.Attempt, staged.EventType, staged.Order?.ProvisionalOrderId, staged.Order?.SubsidiaryId, staged.Order?.SubsidiaryMethod,
            staged.Order?.OrderTotal, staged.Order?.CurrencyCode, staged.ReviewCode,
        }),
        Source = "transformation",
    };

    public static AuditEntry Of(OrderNotStageable rejected) => new()
    {
        OrderId = rejected.OrderId,
        EventType = "ORDER_NOT_STAGEABLE",
        Description = rejected.Reason,
        NewValue = Json.Write(new { rejected.Version, rejected.Code }),
        Source = "transformation",
    };
}
