using MassTransit;
using Workers.Contracts.NetSuite;
using Workers.Hosting;

namespace Workers.NetSuitePoller.RequestSalesOrder;

/// <summary>No sales order shall stand at NetSuite.</summary>
internal sealed class CancelSalesOrderConsumer(RequestRecorder recorder) : IConsumer<Batch<CancelSalesOrder>>
{
    public Task Consume(ConsumeContext<Batch<CancelSalesOrder>> context) => recorder.Record(context, RecordedRequest.Of);
}

internal sealed class CancelSalesOrderConsumerDefinition : ConsumerDefinition<CancelSalesOrderConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<CancelSalesOrderConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}
