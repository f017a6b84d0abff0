using System.Text.Json;
using System.Text.Json.Serialization;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;

namespace Workers.Orders.Journey;

/// <summary>
/// What is outstanding for an order, made from its row alone: whatever was sent before is sent again, the same, by asking again.
/// After a crash between commit and publish that is all that is needed.
/// </summary>
internal static class OrderCommands
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Everything that is to be sent (again) for the order as it stands.</summary>
    public static IReadOnlyList<object> Current(OrderState order) => order switch
    {
        { StagingStatus: Statuses.Cancelled } => order.Document is null ? [Status(order)] : [Release(order), Status(order)],
        { RequiresManualReview: true } => [Status(order)],
        { CancelRequestedAt: not null } => Cancellation(order),
        { StagingStatus: Statuses.Failed } => [Release(order), Status(order)],
        { StagingStatus: Statuses.Pending } => [Restage(order)],
        { StagingStatus: Statuses.Correlating } => [Correlate(order)],
        { StagingStatus: Statuses.CreditCheck } => [CheckCredit(order)],
        { StagingStatus: Statuses.AwaitingNetSuite or Statuses.PollingNetSuite } => [Create(order)],
        { BoardStatus: BoardStatuses.Synced, Step: null } => [Status(order)],
        _ => [Sync(order)],
    };

    private static List<object> Cancellation(OrderState order)
    {
        var commands = new List<object> { Release(order) };
        if (!order.ErpCancelled) commands.Add(new CancelSalesOrder
        {
            OrderId = order.CorrelationId, Version = order.SourceVersion, Attempt = order.Attempt, ExternalId = order.ExternalId, Reason = order.CancelReason!,
        });
        if (!order.BoardClosed) commands.Add(new CloseBoardItem
        {
            OrderId = order.CorrelationId, Version = order.SourceVersion, Attempt = order.Attempt, ExternalId = order.ExternalId, Reason = order.CancelReason!,
        });
        return commands;
    }

    private static RestageOrder Restage(OrderState order) => new()
    {
        OrderId = order.CorrelationId, Version = order.SourceVersion, Attempt = order.Attempt, ChosenSubsidiaryId = order.ChosenSubsidiaryId,
    };

    private static CorrelateCustomer Correlate(OrderState order)
    {
        var content = Content(order);
        return new CorrelateCustomer
        {
            OrderId = order.CorrelationId, Version = order.SourceVersion, Attempt = order.Attempt, Customer = content.Customer,
            ShippingAddress = content.ShippingAddress, Source = order.Source, OrderTotal = content.OrderTotal, CurrencyCode = content.CurrencyCode,
            ChosenNetSuiteCustomerId = order.ChosenCustomerId, ChosenBy = order.ChosenBy, ChosenReason = order.ChosenReason,
        };
    }

    private static CheckCredit CheckCredit(OrderState order) => new()
    {
        OrderId = order.CorrelationId, Version = order.SourceVersion, Attempt = order.Attempt, NetSuiteCustomerId = order.NetsuiteCustomerId!.Value,
        CustomerName = order.CustomerName, As400CustomerId = order.As400CustomerId, As400Company = order.As400Company, DunsNumber = order.DunsNumber,
        CountryCode = order.BillingCountry, OrderTotal = order.OrderTotal!.Value, CurrencyCode = order.CurrencyCode!,
        ApprovedBy = order.ApprovedBy, ApprovalReason = order.ApprovalReason,
    };

    private static CreateSalesOrder Create(OrderState order) => new()
    {
        OrderId = order.CorrelationId, Version = order.SourceVersion, Attempt = order.Attempt, ExternalId = order.ExternalId, Source = order.Source,
        SourceOrderId = order.SourceOrderId, NetSuiteCustomerId = order.NetsuiteCustomerId!.Value, PaymentTerms = order.PaymentTerms, Order = Content(order),
    };

    private static SyncToBoard Sync(OrderState order) => new()
    {
        OrderId = order.CorrelationId, Version = order.SourceVersion, Attempt = order.Attempt, ExternalId = order.ExternalId, Source = order.Source,
        SourceOrderId = order.SourceOrderId, CustomerName = order.CustomerName ?? "", NetSuiteOrderNumber = order.NetsuiteOrderNumber,
        NetSuiteInternalId = order.NetsuiteInternalId, Order = Content(order),
        Lines = order.Availability is { } lines ? JsonSerializer.Deserialize<List<LineAvailability>>(lines, Json)! : [],
    };

    private static ReleaseCredit Release(OrderState order) => new()
    {
        OrderId = order.CorrelationId, Version = order.SourceVersion, Attempt = order.Attempt, Reason = order.CancelReason ?? order.LastErrorMessage ?? "not needed any more",
    };

    private static OrderStatus Status(OrderState order) => new()
    {
        Status = Buckets.Of(order), OrderId = order.CorrelationId, Source = order.Source, SourceOrderId = order.SourceOrderId, SourceVersion = order.SourceVersion,
        OrderNumber = order.OrderNumber, ProvisionalOrderId = order.ProvisionalOrderId, ExternalId = order.ExternalId, NetSuiteOrderNumber = order.NetsuiteOrderNumber,
        NetSuiteInternalId = order.NetsuiteInternalId, BoardItemId = order.BoardItemId, At = order.UpdatedAt,
        Reason = order switch
        {
            { RequiresManualReview: true } => order.ManualReviewReason,
            { CancelRequestedAt: not null } => order.CancelReason,
            { StagingStatus: Statuses.Failed } => order.LastErrorMessage,
            _ => null,
        },
    };

    private static StagedOrder Content(OrderState order) =>
        order.Pending.Content ?? JsonSerializer.Deserialize<StagedOrder>(order.Document!, Json)!;
}
