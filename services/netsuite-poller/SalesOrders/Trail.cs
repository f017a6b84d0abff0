using System.Text.Json;
using Workers.Postgres;

namespace Workers.NetSuitePoller.SalesOrders;

/// <summary>Audit rows of the steps at NetSuite.</summary>
internal static class Trail
{
    public const string Service = "netsuite-poller";

    public static AuditEntry Of(Request request, string eventType, string description, SalesOrder? order = null) =>
        Of(request.OrderId, request.Version, request.Attempt, eventType, description, order);

    public static AuditEntry Of(Guid orderId, long version, int attempt, string eventType, string description, SalesOrder? order = null) => new()
    {
        OrderId = orderId,
        EventType = eventType,
        Description = RowJson.Storable(description),
        NewValue = JsonSerializer.Serialize(new { version, attempt, internalId = order?.InternalId, orderNumber = order?.OrderNumber }),
        Source = Service,
    };
}
