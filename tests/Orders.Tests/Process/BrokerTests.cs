using System.Text;
using System.Text.Json;
using MassTransit;
using Orders.Tests.Journey;
using RabbitMQ.Client;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;
using Workers.Orders.Journey;
using Workers.Testing;

namespace Orders.Tests.Process;

public sealed class BrokerTests
{
    [Test]
    public async Task On_a_real_broker_an_order_completes_and_its_outcome_is_plain_json_for_anyone()
    {
        await using var database = await TestDatabase.Create("orders", typeof(OrderStateMachine).Assembly);
        await using var broker = await TestBroker.Create();
        await using var service = await OrdersProcess.Start(database, broker);
        await using var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("outside", durable: false, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("outside", "order-status", "completed");
        var order = new Make();
        var bus = Steps(broker, order);
        await bus.StartAsync();
        try
        {
            await bus.Publish(order.Placed());
            BasicGetResult? outcome = null;
            await Eventually.True(async () => (outcome ??= await channel.BasicGetAsync("outside", autoAck: true)) is not null, "the outcome is published");

            var counts = await service.Get("orders/counts");
            var story = await service.Get($"orders/{order.SourceOrderId}");
            using var all = Assert.EnterMultipleScope();
            var json = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(outcome!.Body.Span));
            Assert.That(outcome.BasicProperties.ContentType, Is.EqualTo("application/json"));
            Assert.That(json.GetProperty("orderId").GetGuid(), Is.EqualTo(order.OrderId), "no envelope");
            Assert.That(counts.GetProperty("accepted").GetInt64(), Is.EqualTo(1));
            Assert.That(counts.GetProperty("completed").GetInt64(), Is.EqualTo(1));
            Assert.That(story.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()),
                Is.EqualTo(new[] { "CORRELATION", "CREDIT", "ERP", "BOARD" }));
            Assert.That((await broker.Queues()).Where(queue => queue.Contains("_error") || queue.Contains("_skipped")), Is.Empty);
        }
        finally
        {
            await bus.StopAsync();
        }
    }

    // The services after orders, as far as this journey needs them.
    private static IBusControl Steps(TestBroker broker, Make order) => Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(broker.Uri);
        rabbit.ReceiveEndpoint("steps", endpoint =>
        {
            endpoint.Handler<CorrelateCustomer>(context => context.Publish(order.Correlated()));
            endpoint.Handler<CheckCredit>(context => context.Publish(order.Credit()));
            endpoint.Handler<CreateSalesOrder>(context => context.Publish(order.Created()));
            endpoint.Handler<SyncToBoard>(context => context.Publish(order.Synced()));
            endpoint.Handler<OrdersAdopted>(_ => Task.CompletedTask);
        });
    });
}
