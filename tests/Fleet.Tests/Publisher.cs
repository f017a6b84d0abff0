using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Fleet.Tests;

/// <summary>A plain AMQP client that knows nothing of the fleet but the address of the broker.</summary>
internal static class Publisher
{
    public static Task Publish(string broker, IEnumerable<JsonObject> orders) =>
        PublishBytes(broker, orders.Select(order => ("salesforce", Encoding.UTF8.GetBytes(order.ToJsonString()))));

    public static async Task PublishBytes(string broker, IEnumerable<(string Key, byte[] Body)> messages, Action<BasicProperties>? change = null)
    {
        await using var connection = await Connect(broker);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var chunk in messages.Chunk(200))
            await Task.WhenAll(chunk.Select(message =>
            {
                var properties = new BasicProperties { ContentType = "application/json", Persistent = true };
                change?.Invoke(properties);
                return channel.BasicPublishAsync("order-events", message.Key, true, properties, message.Body).AsTask();
            }));
    }

    public static Task<IConnection> Connect(string broker) => new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
}
