using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Workers.Testing;

namespace Fleet.Tests;

/// <summary>A client without .NET contracts: publishes with the broker's address and reads the outcomes.</summary>
[Category("Fleet")]
public sealed class PlainClientTests
{
    [Test]
    public async Task A_plain_client_publishes_orders_and_reads_their_outcome_from_order_status()
    {
        var fleet = await SharedFleet.Get();
        await using var connection = await Publisher.Connect(fleet.Broker);
        await using var channel = await connection.CreateChannelAsync();
        var queue = $"integrator.{Guid.NewGuid():n}";
        await channel.QueueDeclareAsync(queue, durable: false, exclusive: true, autoDelete: true);
        await channel.QueueBindAsync(queue, "order-status", "#");
        var outcomes = new ConcurrentDictionary<string, JsonNode>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var outcome = JsonNode.Parse(delivery.Body.Span)!;
            outcomes[$"{outcome["sourceOrderId"]} {delivery.RoutingKey}"] = outcome;
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);

        var orders = OrderData.Copy("plain", 20, 100);
        var unknown = OrderData.Copy("plain-review", 1, 130)[0].With(order => order["customer"] = new JsonObject { ["name"] = "Nobody we know Ltd" });
        var cancelled = OrderData.Copy("plain-cancel", 1, 131)[0].Cancelled(1);
        await Publisher.Publish(fleet.Broker, [.. orders, unknown, cancelled]);

        await Eventually.True(() => orders.All(order => outcomes.ContainsKey($"{order["sourceOrderId"]} completed")), "every order is told as completed", TimeSpan.FromMinutes(2));
        await Eventually.True(() => outcomes.ContainsKey($"{unknown["sourceOrderId"]} in-review"), "the unknown customer's order is told as in review", TimeSpan.FromMinutes(1));
        await Eventually.True(() => outcomes.ContainsKey($"{cancelled["sourceOrderId"]} cancelled"), "the cancelled order is told", TimeSpan.FromMinutes(1));
        var one = outcomes[$"{orders[0]["sourceOrderId"]} completed"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one["netSuiteOrderNumber"]?.ToString(), Is.Not.Empty);
            Assert.That(one["boardItemId"], Is.Not.Null);
            Assert.That(one["externalId"]!.ToString(), Is.EqualTo(orders[0].ExternalId()));
            Assert.That(outcomes[$"{unknown["sourceOrderId"]} in-review"]["reason"]!.ToString(), Is.Not.Empty);
        }
    }
}
