using MassTransit;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;

namespace Workers.Orders.RecordFaults;

/// <summary>
/// Whatever ends in an <c>_error</c> queue becomes visible on its order: an error row, and the order goes to review with a reason a person can read.
/// </summary>
internal sealed class FaultConsumer(FaultStore store) :
    IConsumer<Fault<RestageOrder>>, IConsumer<Fault<CorrelateCustomer>>, IConsumer<Fault<CheckCredit>>, IConsumer<Fault<ReleaseCredit>>,
    IConsumer<Fault<CreateSalesOrder>>, IConsumer<Fault<CancelSalesOrder>>, IConsumer<Fault<SyncToBoard>>, IConsumer<Fault<CloseBoardItem>>,
    IConsumer<Fault<OrderStaged>>, IConsumer<Fault<CustomerCorrelated>>, IConsumer<Fault<CorrelationNeedsReview>>, IConsumer<Fault<CreditChecked>>,
    IConsumer<Fault<SalesOrderSubmitted>>, IConsumer<Fault<SalesOrderCreated>>, IConsumer<Fault<SalesOrderFailed>>, IConsumer<Fault<SalesOrderCancelled>>,
    IConsumer<Fault<BoardItemSynced>>, IConsumer<Fault<BoardSyncFailed>>, IConsumer<Fault<BoardItemClosed>>
{
    public Task Consume(ConsumeContext<Fault<RestageOrder>> context) => Record(context, OrderSteps.Staging);
    public Task Consume(ConsumeContext<Fault<OrderStaged>> context) => Record(context, OrderSteps.Staging);
    public Task Consume(ConsumeContext<Fault<CorrelateCustomer>> context) => Record(context, OrderSteps.Correlation);
    public Task Consume(ConsumeContext<Fault<CustomerCorrelated>> context) => Record(context, OrderSteps.Correlation);
    public Task Consume(ConsumeContext<Fault<CorrelationNeedsReview>> context) => Record(context, OrderSteps.Correlation);
    public Task Consume(ConsumeContext<Fault<CheckCredit>> context) => Record(context, OrderSteps.Credit);
    public Task Consume(ConsumeContext<Fault<ReleaseCredit>> context) => Record(context, OrderSteps.Credit);
    public Task Consume(ConsumeContext<Fault<CreditChecked>> context) => Record(context, OrderSteps.Credit);
    public Task Consume(ConsumeContext<Fault<CreateSalesOrder>> context) => Record(context, OrderSteps.Erp);
    public Task Consume(ConsumeContext<Fault<CancelSalesOrder>> context) => Record(context, OrderSteps.Erp);
    public Task Consume(ConsumeContext<Fault<SalesOrderSubmitted>> context) => Record(context, OrderSteps.Erp);
    public Task Consume(ConsumeContext<Fault<SalesOrderCreated>> context) => Record(context, OrderSteps.Erp);
    public Task Consume(ConsumeContext<Fault<SalesOrderFailed>> context) => Record(context, OrderSteps.Erp);
    public Task Consume(ConsumeContext<Fault<SalesOrderCancelled>> context) => Record(context, OrderSteps.Erp);
    public Task Consume(ConsumeContext<Fault<SyncToBoard>> context) => Record(context, OrderSteps.Board);
    public Task Consume(ConsumeContext<Fault<CloseBoardItem>> context) => Record(context, OrderSteps.Board);
    public Task Consume(ConsumeContext<Fault<BoardItemSynced>> context) => Record(context, OrderSteps.Board);
    public Task Consume(ConsumeContext<Fault<BoardSyncFailed>> context) => Record(context, OrderSteps.Board);
    public Task Consume(ConsumeContext<Fault<BoardItemClosed>> context) => Record(context, OrderSteps.Board);

    private async Task Record<T>(ConsumeContext<Fault<T>> context, string step) where T : class, IOrderMessage
    {
        var (fault, message) = (context.Message, context.Message.Message);
        var report = FaultReport.Of(typeof(T).Name, step, fault.Exceptions);
        await store.RecordOnce(fault.FaultId, message.OrderId, report, context.CancellationToken);
        await context.Publish(
            new StepFailed { OrderId = message.OrderId, Version = message.Version, Attempt = message.Attempt, Step = step, Code = report.Code, Reason = report.Reason },
            context.CancellationToken);
    }
}
