using Workers.Contracts;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;

namespace Workers.NetSuitePoller.SalesOrders;

/// <summary>The event that a stored request stands for.</summary>
internal static class RequestEvents
{
    public static object? Of(Request row) => row.Stage switch
    {
        RequestStage.Submitted => new SalesOrderSubmitted
        {
            OrderId = row.OrderId, Version = row.Version, Attempt = row.Attempt, TransactionId = row.TransactionId!, SubmittedAt = Utc(row.SubmittedAt),
        },
        RequestStage.Created => new SalesOrderCreated
        {
            OrderId = row.OrderId, Version = row.Version, Attempt = row.Attempt, InternalId = row.InternalId!.Value, OrderNumber = row.OrderNumber!,
            WasUpdate = row.WasUpdate, CreatedAt = Utc(row.FinishedAt), Lines = RowJson.Lines(row.Lines),
        },
        RequestStage.Failed => new SalesOrderFailed
        {
            OrderId = row.OrderId, Version = row.Version, Attempt = row.Attempt, Code = row.Code!, Reason = row.Reason!,
        },
        RequestStage.Cancelled => new SalesOrderCancelled
        {
            OrderId = row.OrderId, Version = row.Version, Attempt = row.Attempt, InternalId = row.InternalId, OrderNumber = row.OrderNumber,
            CancelledAt = Utc(row.FinishedAt),
        },
        RequestStage.Waiting => new StepWaiting
        {
            OrderId = row.OrderId, Version = row.Version, Attempt = row.Attempt, Step = OrderSteps.Erp, Code = row.Code!, Reason = row.Reason!,
            Until = row.Until is { } until ? Utc(until) : null,
        },
        _ => null,
    };

    private static DateTimeOffset Utc(DateTime? time) => new(DateTime.SpecifyKind(time!.Value, DateTimeKind.Utc));
}
