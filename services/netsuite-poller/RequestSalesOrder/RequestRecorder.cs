using MassTransit;
using Workers.Contracts;
using Workers.Contracts.Orders;
using Workers.Hosting;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Vendors;

namespace Workers.NetSuitePoller.RequestSalesOrder;

/// <summary>What both consumers do: record, publish what is stored, wake the loops. NetSuite is called by the loops alone.</summary>
internal sealed class RequestRecorder(RequestStore store, Announcer announcer, CreateSignal creates, ChangeSignal changes, ILogger<RequestRecorder> logger)
{
    public Task Record<T>(ConsumeContext<Batch<T>> context, Func<T, RecordedRequest> record) where T : class, IOrderMessage =>
        Batches.Handle<T>([.. context.Message.Select(member => member.Message)], async members =>
        {
            var rows = await store.RecordOnce([.. members.Select(member => record(member))], context.CancellationToken);
            await announcer.Announce(context, rows, context.CancellationToken);
            creates.Set();
            changes.Set();
        }, (member, exception) => Failed(context, member, exception), VendorException.IsWaitable);

    private async Task Failed(IPublishEndpoint bus, IOrderMessage member, Exception exception)
    {
        logger.LogError(exception, "Order {OrderId} version {Version}: its command for NetSuite could not be recorded", member.OrderId, member.Version);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await bus.PublishFor(member.OrderId, new StepFailed
        {
            OrderId = member.OrderId, Version = member.Version, Attempt = member.Attempt, Step = OrderSteps.Erp,
            Code = exception.GetType().Name, Reason = $"The command for NetSuite could not be recorded: {exception.Message}",
        }, limit.Token);
    }
}
