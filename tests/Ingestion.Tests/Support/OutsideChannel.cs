using System.Text.Json;
using RabbitMQ.Client;
using Workers.Testing;

namespace Ingestion.Tests.Support;

/// <summary>A channel that knows nothing of .NET contracts: publishes order events, and listens to what the worker publishes.</summary>
internal sealed class OutsideChannel : IAsyncDisposable
{
    private const string Heard = "heard";
    private readonly IConnection connection;
    private readonly IChannel channel;

    private OutsideChannel(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    public static async Task<OutsideChannel> Open(TestBroker broker)
    {
        var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.ExchangeDeclareAsync("order-events", "topic", durable: true);
        await channel.ExchangeDeclareAsync("Workers.Contracts.Ingestion:OrderReceived", "fanout", durable: true);
        await channel.QueueDeclareAsync(Heard, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(Heard, "Workers.Contracts.Ingestion:OrderReceived", "");
        return new(connection, channel);
    }

    public async Task Publish(byte[] body, Action<BasicProperties>? change = null)
    {
        var properties = new BasicProperties { ContentType = "application/json", Persistent = true };
        change?.Invoke(properties);
        await channel.BasicPublishAsync("order-events", "salesforce", true, properties, body);
    }

    /// <summary>What the worker published so far and was not heard yet: order ids in the channel.</summary>
    public async Task<IReadOnlyList<JsonElement>> Listen()
    {
        var heard = new List<JsonElement>();
        while (await channel.BasicGetAsync(Heard, autoAck: true) is { } message)
            heard.Add(JsonSerializer.Deserialize<JsonElement>(message.Body.Span).GetProperty("message").Clone());
        return heard;
    }

    /// <summary>How many messages wait in a queue; 0 when there is no such queue.</summary>
    public async Task<uint> Depth(string queue)
    {
        await using var look = await connection.CreateChannelAsync();
        try
        {
            return await look.MessageCountAsync(queue);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
