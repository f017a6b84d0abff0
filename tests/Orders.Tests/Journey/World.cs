using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;
using Workers.Orders;
using Workers.Orders.Journey;

namespace Orders.Tests.Journey;

/// <summary>An order in memory, judged by the decisions alone, and an ideal world that answers every command.</summary>
internal sealed class World(Make make)
{
    private readonly OrdersOptions options = new();
    private DateTime now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public OrderState Order { get; } = new() { CorrelationId = make.OrderId };

    public List<object> Sent { get; } = [];

    public string Bucket => Buckets.Of(Order);

    /// <summary>What a message means for the order, as the state machine does it.</summary>
    public bool Deliver(object message)
    {
        now = now.AddSeconds(1);
        if (Order.Version == 0 && message is not OrderStaged) return false;
        if (Decide(message) is not { } decision) return false;
        Order.Version++;
        Order.UpdatedAt = now;
        if (decision.ActionId is { } action) Order.AppliedActions = $"{Order.AppliedActions} {action:n}";
        Order.SweepAt = options.NextSweep(Order, now);
        if (decision.Send) Sent.AddRange(OrderCommands.Current(Order));
        return true;
    }

    /// <summary>Answers what is outstanding until nothing is; at most as often as any journey needs.</summary>
    public void AnswerUntilRest()
    {
        for (var turn = 0; turn < 30 && Bucket == Buckets.Moving; turn++)
            foreach (var answer in OrderCommands.Current(Order).Select(Answer).OfType<object>().ToList())
                Deliver(answer);
    }

    private object? Answer(object command) => command switch
    {
        RestageOrder c => make.Placed(c.Version, c.Attempt),
        CorrelateCustomer c => make.Correlated(c.Version, c.Attempt, c.ChosenNetSuiteCustomerId ?? 4711),
        CheckCredit c => make.Credit(version: c.Version, attempt: c.Attempt),
        CreateSalesOrder c => make.Created(c.Version, c.Attempt),
        CancelSalesOrder c => make.SalesOrderClosed(c.Version, c.Attempt),
        SyncToBoard c => make.Synced(c.Version, c.Attempt),
        CloseBoardItem c => make.BoardClosed(c.Version, c.Attempt),
        _ => null,
    };

    private Decision? Decide(object message) => message switch
    {
        OrderStaged m => IntakeDecisions.Staged(Order, m, now),
        CustomerCorrelated m => AnswerDecisions.Correlated(Order, m, now),
        CorrelationNeedsReview m => AnswerDecisions.CorrelationNeedsReview(Order, m, now),
        CreditChecked m => AnswerDecisions.CreditChecked(Order, m, now),
        SalesOrderSubmitted m => VendorDecisions.Submitted(Order, m, now),
        SalesOrderCreated m => VendorDecisions.Created(Order, m, now),
        SalesOrderFailed m => VendorDecisions.SalesOrderFailed(Order, m, now),
        SalesOrderCancelled m => VendorDecisions.SalesOrderCancelled(Order, m, now),
        BoardItemSynced m => VendorDecisions.Synced(Order, m, now),
        BoardSyncFailed m => VendorDecisions.BoardSyncFailed(Order, m, now),
        BoardItemClosed m => VendorDecisions.BoardItemClosed(Order, m, now),
        StepWaiting m => AnswerDecisions.Waiting(Order, m, now),
        StepFailed m => AnswerDecisions.Failed(Order, m, now),
        ResendCurrentCommand m => OperatorDecisions.Resend(Order, m, now),
        RetryOrder m => OperatorDecisions.Retry(Order, m, now),
        CancelOrder m => OperatorDecisions.Cancel(Order, m, now),
        ChooseCustomer m => OperatorDecisions.ChooseCustomer(Order, m, now),
        ChooseSubsidiary m => OperatorDecisions.ChooseSubsidiary(Order, m, now),
        DecideCredit m => OperatorDecisions.DecideCredit(Order, m, now),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "unknown message"),
    };
}
