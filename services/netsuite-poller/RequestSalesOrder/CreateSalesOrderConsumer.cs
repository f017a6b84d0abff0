using MassTransit;
using Workers.Contracts.NetSuite;
using Workers.Hosting;

namespace Workers.NetSuitePoller.RequestSalesOrder;

/// <summary>This version shall stand at NetSuite.</summary>
internal sealed class CreateSalesOrderConsumer(RequestRecorder recorder) : IConsumer<Batch<CreateSalesOrder>>
{
    public Task Consume(ConsumeContext<Batch<CreateSalesOrder>> context) => recorder.Record(context, RecordedRequest.Of);
}

internal sealed class CreateSalesOrderConsumerDefinition : ConsumerDefinition<CreateSalesOrderConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<CreateSalesOrderConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}
