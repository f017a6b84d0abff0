using System.Text.Json;
using Workers.Postgres;

namespace Workers.Orders.Journey;

/// <summary>One audit row per change of an order, with where it stood before and after.</summary>
internal static class OrderAudit
{
    public static string? Snapshot(OrderState order) => order.Version == 0 ? null : JsonSerializer.Serialize(Of(order, null), OrderCommands.Json);

    public static AuditEntry Entry(OrderState order, string? before, Decision decision) => new()
    {
        OrderId = order.CorrelationId,
        EventType = decision.EventType,
        Description = decision.Description,
        OldValue = before,
        NewValue = JsonSerializer.Serialize(Of(order, decision.Detail), OrderCommands.Json),
        Source = "orders",
        User = decision.By,
    };

    private static object Of(OrderState order, object? detail) => new
    {
        status = order.StagingStatus, step = order.Step, version = order.SourceVersion, attempt = order.Attempt, bucket = Buckets.Of(order),
        board = order.BoardStatus, reason = order.ManualReviewReason ?? order.WaitReason, detail,
    };
}
