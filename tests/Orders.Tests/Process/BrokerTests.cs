using System.Net;
using System.Net.Http.Json;
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
            await TheOperatorsApiAnswers(service, order);
            Assert.That((await broker.Messages()).Where(queue => queue.Value > 0 && (queue.Key.Contains("_error") || queue.Key.Contains("_skipped"))), Is.Empty);
        }
        finally
        {
            await bus.StopAsync();
        }
    }

    private static async Task TheOperatorsApiAnswers(OrdersProcess service, Make order)
    {
        async Task<HttpStatusCode> Post(string path, object body) => (await service.Http.PostAsJsonAsync(path, body)).StatusCode;
        var id = order.OrderId;
        Assert.That(await Post($"orders/{id}/retry", new { by = "ann" }), Is.EqualTo(HttpStatusCode.BadRequest), "no reason");
        Assert.That(await Post($"orders/{id}/retry", new { by = "ann", reason = "again" }), Is.EqualTo(HttpStatusCode.Conflict), "it is complete");
        Assert.That(await Post("orders/unknown/cancel", new { by = "ann", reason = "gone" }), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await Post($"orders/{id}/customer", new { by = "ann", reason = "known" }), Is.EqualTo(HttpStatusCode.BadRequest), "no customer named");
        Assert.That(await Post($"errors/{Guid.NewGuid()}/resolve", new { by = "ann", reason = "done" }), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await service.Http.GetAsync("orders?bucket=lost")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await service.Get("orders?bucket=completed&customer=nearby")).GetProperty("orders").GetArrayLength(), Is.EqualTo(1));
        Assert.That((await service.Get("orders/stuck?olderThanSeconds=0")).GetProperty("orders").GetArrayLength(), Is.Zero);
        Assert.That((await service.Get("errors")).GetProperty("errors").GetArrayLength(), Is.Zero);

        var lookup = await (await service.Http.PostAsJsonAsync("orders/lookup", new[] { new { source = "salesforce", sourceOrderId = order.SourceOrderId }, new { source = "salesforce", sourceOrderId = "none" } }))
            .Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(lookup.EnumerateArray().Select(found => found.GetProperty("bucket").GetString()), Is.EqualTo(new[] { "completed", null }));

        var click = new { by = "ann", reason = "not wanted", actionId = Guid.NewGuid() };
        Assert.That(await Post($"orders/{id}/cancel", click), Is.EqualTo(HttpStatusCode.Accepted));
        await Eventually.True(async () => (await service.Get($"orders/{id}")).GetProperty("cancelRequestedAt").ValueKind != JsonValueKind.Null, "the cancel is carried out");
        Assert.That(await Post($"orders/{id}/cancel", click), Is.EqualTo(HttpStatusCode.OK), "the same click is one action");

        service.Http.DefaultRequestHeaders.Remove("X-Api-Key");
        Assert.That((await service.Http.GetAsync("orders/counts")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
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
