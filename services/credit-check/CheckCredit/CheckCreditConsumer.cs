using MassTransit;
using Microsoft.Extensions.Logging;
using Workers.Hosting;

namespace Workers.CreditCheck.CheckCredit;

internal sealed class CheckCreditConsumer(CreditChecks checks, ILogger<CheckCreditConsumer> logger) : IConsumer<Batch<CheckCreditCommand>>
{
    public Task Consume(ConsumeContext<Batch<CheckCreditCommand>> context)
    {
        var publish = new Announcements(context, logger, context.CancellationToken);
        return Batches.Handle(
            context.Message.Select(member => member.Message).ToList(),
            orders => checks.Run(orders, publish.Decisions, publish.Waits, context.CancellationToken),
            (order, exception) => publish.Failure(CheckKey.Of(order), exception));
    }
}

internal sealed class CheckCreditConsumerDefinition : ConsumerDefinition<CheckCreditConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<CheckCreditConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}
