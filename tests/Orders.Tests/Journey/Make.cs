using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.Ingestion;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;

namespace Orders.Tests.Journey;

/// <summary>The messages of one order, with what a test does not care about filled in.</summary>
internal sealed record Make
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static int provisional;

    public Guid OrderId { get; init; } = Guid.CreateVersion7();
    public string SourceOrderId { get; init; } = Guid.NewGuid().ToString("n")[..18];
    public string ProvisionalId { get; init; } = $"PROV-2026-{Interlocked.Increment(ref provisional):d6}-{Random.Shared.Next():x8}";
    public string Source { get; init; } = "SALESFORCE";
    public string CustomerName { get; init; } = "Nearby Cycle Shop";

    public OrderStaged Placed(long version = 1, int attempt = 0, string? reviewCode = null, string? reviewReason = null, decimal total = 90m, string productStatus = "MATCHED") =>
        Staged(EventTypes.Placed, version, attempt, Content(total, productStatus), reviewCode, reviewReason);

    public OrderStaged Changed(long version, decimal total = 120m) => Staged(EventTypes.Changed, version, 0, Content(total, "MATCHED"), null, null);

    public OrderStaged Cancelled(long version) => Staged(EventTypes.Cancelled, version, 0, null, null, null);

    public CustomerCorrelated Correlated(long version = 1, int attempt = 1, long customer = 4711) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, CorrelationId = Guid.NewGuid(), NetSuiteCustomerId = customer, Confidence = 1m,
        Method = "SALESFORCE_ID", Reason = "the Salesforce id is known", CustomerName = CustomerName, As400CustomerId = "CUST-1", DunsNumber = "179946891",
    };

    public CorrelationNeedsReview Uncertain(long version = 1, int attempt = 1) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, Code = "LOW_CONFIDENCE", Reason = "the best candidate has 0.60", Confidence = 0.6m, Method = "COMPOSITE",
    };

    public CreditChecked Credit(string outcome = "APPROVED", long version = 1, int attempt = 1) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, Outcome = outcome, Reason = $"credit is {outcome}", DecidedBy = "AS400", PaymentTerms = "NET30", DecidedAt = At,
    };

    public SalesOrderSubmitted Submitted(long version = 1, int attempt = 1) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, TransactionId = $"TXN-{version}-{attempt}", SubmittedAt = At,
    };

    public SalesOrderCreated Created(long version = 1, int attempt = 1, long id = 98765) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, InternalId = id, OrderNumber = $"SO{id}", CreatedAt = At,
        Lines = [new() { LineNumber = 1, InventoryStatus = "IN_STOCK", AvailableQuantity = 100 }],
    };

    public SalesOrderFailed Refused(long version = 1, int attempt = 1) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, Code = "INVALID_CONTENT", Reason = "NetSuite says: the item is inactive",
    };

    public SalesOrderCancelled SalesOrderClosed(long version = 1, int attempt = 2, long? id = 98765) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, InternalId = id, OrderNumber = id is null ? null : $"SO{id}", CancelledAt = At,
    };

    public BoardItemSynced Synced(long version = 1, int attempt = 1, long item = 555) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, BoardId = 1, ItemId = item, Subitems = 3, SyncedAt = At,
    };

    public BoardSyncFailed BoardRefused(long version = 1, int attempt = 1) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, Code = "InvalidColumn", Reason = "Monday says: no such column",
    };

    public BoardItemClosed BoardClosed(long version = 1, int attempt = 2, long? item = 555) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, ItemId = item, ClosedAt = At,
    };

    public StepWaiting Waits(string step, long version = 1, int attempt = 1, string code = "VENDOR_DOWN", DateTimeOffset? until = null) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, Step = step, Code = code, Reason = "the vendor does not answer", Until = until,
    };

    public StepFailed Failed(string step, long version = 1, int attempt = 1) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, Step = step, Code = "FormatException", Reason = "the value cannot be read",
    };

    public RetryOrder Retry(string? from = null) => new() { OrderId = OrderId, ActionId = Guid.NewGuid(), FromStep = from, By = "ann", Reason = "again" };

    public CancelOrder Cancel() => new() { OrderId = OrderId, ActionId = Guid.NewGuid(), By = "ann", Reason = "not wanted" };

    public ChooseCustomer Choose(long customer = 42) => new() { OrderId = OrderId, ActionId = Guid.NewGuid(), NetSuiteCustomerId = customer, By = "ann", Reason = "I know them" };

    public ChooseSubsidiary ChooseSubsidiary(int subsidiary = 3) => new() { OrderId = OrderId, ActionId = Guid.NewGuid(), SubsidiaryId = subsidiary, By = "ann", Reason = "ours" };

    public DecideCredit Decide(bool approve) => new() { OrderId = OrderId, ActionId = Guid.NewGuid(), Approve = approve, By = "ann", Reason = "paid by now" };

    private OrderStaged Staged(string eventType, long version, int attempt, StagedOrder? content, string? reviewCode, string? reviewReason) => new()
    {
        OrderId = OrderId, Version = version, Attempt = attempt, EventType = eventType, Source = Source, SourceOrderId = SourceOrderId,
        ExternalId = OrderIdentity.ExternalId(Source, SourceOrderId), ReceivedAt = At, Order = content, ReviewCode = reviewCode, ReviewReason = reviewReason,
    };

    private StagedOrder Content(decimal total, string productStatus) => new()
    {
        ProvisionalOrderId = ProvisionalId, OrderNumber = "SO71780", PurchaseOrderNumber = "PO19604173239", OrderDate = At, CurrencyCode = "USD",
        OrderTotal = total, TaxTotal = 0, ShippingTotal = 0,
        Customer = new CustomerDetails { SalesforceAccountId = "001zb0c5FwHGIVMAI5", Name = CustomerName, Email = "raja0@adventure-works.com", BillingAddress = new Address { CountryCode = "GB" } },
        SubsidiaryId = 2, SubsidiaryMethod = "COUNTRY",
        Lines =
        [
            new StagedLine
            {
                LineNumber = 1, ProductCode = "AW-SJ-0194", Quantity = 10, UnitPrice = total / 10, DiscountAmount = 0, LineTotal = total, IsCustomProduct = false,
                ProductStatus = productStatus, NetSuiteItemId = productStatus == "MATCHED" ? 77 : null,
            },
        ],
    };
}
