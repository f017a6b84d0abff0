using MassTransit;
using Workers.Contracts;
using Workers.Contracts.Correlation;
using Workers.Contracts.Orders;
using Workers.Hosting;

namespace Workers.Correlation.FindCustomer;

internal sealed class CorrelateCustomerConsumer(Correlator correlator, ILogger<CorrelateCustomerConsumer> log) : IConsumer<Batch<CorrelateCustomer>>
{
    public Task Consume(ConsumeContext<Batch<CorrelateCustomer>> context) => Batches.Handle(
        context.Message.ToList(), members => Correlate(members, context.CancellationToken), Report);

    private async Task Correlate(IReadOnlyList<ConsumeContext<CorrelateCustomer>> members, CancellationToken cancellationToken)
    {
        var answers = await correlator.Correlate([.. members.Select(member => member.Message)], cancellationToken);

        // A redelivery gets here too: what is stored goes out again, because the crash may have come before this line.
        await Task.WhenAll(members.Select(member => answers[DecisionKey.Of(member.Message)] switch
        {
            { Correlated: { } correlated } => member.PublishFor(member.Message.OrderId, correlated, cancellationToken),
            { Review: { } review } => member.PublishFor(member.Message.OrderId, review, cancellationToken),
            _ => Task.CompletedTask,
        }));
    }

    private Task Report(ConsumeContext<CorrelateCustomer> member, Exception exception)
    {
        log.LogError(exception, "The customer of order {OrderId} cannot be looked for", member.Message.OrderId);
        return member.PublishFor(member.Message.OrderId, new StepFailed
        {
            OrderId = member.Message.OrderId,
            Version = member.Message.Version,
            Attempt = member.Message.Attempt,
            Step = OrderSteps.Correlation,
            Code = exception.GetType().Name,
            Reason = $"the customer cannot be looked for: {exception.Message}. Retry from CORRELATION when the cause is gone.",
        }, member.CancellationToken);
    }
}

internal sealed class CorrelateCustomerConsumerDefinition : ConsumerDefinition<CorrelateCustomerConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<CorrelateCustomerConsumer> consumerConfigurator, IRegistrationContext context) =>
        Batches.Configure(endpointConfigurator, consumerConfigurator);
}
