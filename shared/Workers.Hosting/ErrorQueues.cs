using RabbitMQ.Client;

namespace Workers.Hosting;

/// <summary>
/// Declares the error and skipped queues with deployment, exactly as the bus would when the first message goes there: operators see them from
/// the start, and asking for their depth never hits one that is missing.
/// </summary>
internal static class ErrorQueues
{
    public static async Task Declare(BusOptions options, IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = new Uri(options.Uri), ClientProvidedName = "error queues" };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var queue in queues)
        {
            await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Arguments(options), cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue, queue, "", cancellationToken: cancellationToken);
        }
    }

    private static Dictionary<string, object?>? Arguments(BusOptions options) => !options.QuorumQueues ? null : new()
    {
        ["x-queue-type"] = "quorum",
        ["x-dead-letter-exchange"] = BusDefaults.DeadLetterExchange,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };
}
