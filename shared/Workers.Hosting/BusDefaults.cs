using MassTransit;
using MassTransit.RabbitMqTransport;

namespace Workers.Hosting;

/// <summary>What holds for every endpoint of the fleet.</summary>
public static class BusDefaults
{
    /// <summary>Where a quorum queue puts what it would otherwise drop.</summary>
    public const string DeadLetterExchange = "dead-letters";

    internal static void Apply(
        IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus, string service, BusOptions options,
        Func<Exception, bool>? waitFor, bool deployOnly)
    {
        bus.Host(new Uri(options.Uri), service);
        bus.DeployTopologyOnly = deployOnly;
        bus.DeployPublishTopology = deployOnly;
        bus.ConcurrentMessageLimit = options.ConcurrentMessages;
        bus.PrefetchCount = options.ConcurrentMessages * 2;
        bus.ConfigurePublish(pipe => pipe.UseExecute(RequireQueue));

        // Retry is outermost, so that a new try gets a new scope and transaction.
        bus.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(exception => Waiting.IsInfrastructure(exception) || waitFor?.Invoke(exception) == true);
            retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(200), options.LongestPause, TimeSpan.FromMilliseconds(400));
        });
        // A client library can wait for ever after a broker restart; the limit makes the message come again instead.
        bus.UseTimeout(limit => limit.Timeout = options.HandlingLimit);
    }

    /// <summary>The queue arguments of an endpoint: classic durable, or quorum with a dead-letter exchange so that nothing is dropped silently.</summary>
    public static void ApplyQueueType(IRabbitMqReceiveEndpointConfigurator endpoint, BusOptions options)
    {
        endpoint.Durable = true;
        if (!options.QuorumQueues) return;
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-dead-letter-exchange", DeadLetterExchange);
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
    }

    // A message of the journey without a queue is a deployment error that must be heard, not a message to lose. A Fault of one may have no reader.
    private static void RequireQueue(PublishContext context)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var send)
            && context is SendContext { } message
            && message.DestinationAddress?.Segments[^1].StartsWith("Workers.Contracts", StringComparison.Ordinal) == true)
            send.Mandatory = true;
    }
}
