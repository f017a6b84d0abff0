using Ingestion.Tests.Support;
using Workers.Testing;

namespace Ingestion.Tests.ReceiveOrder;

/// <summary>The way from the exchange to the journal, on a real broker: bytes of any kind, whatever their properties claim.</summary>
public sealed class RawIntakeTests
{
    private TestDatabase database = null!;
    private TestBroker broker = null!;
    private OutsideChannel channel = null!;
    private IngestionWorker worker = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = await TestDatabase.Create("ingestion", typeof(Workers.Ingestion.IngestionOptions).Assembly);
        broker = await TestBroker.Create();
        channel = await OutsideChannel.Open(broker);
        await IngestionWorker.Deploy(database, broker);
        worker = await IngestionWorker.Start(database, broker.Uri);
        await worker.Ready();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await worker.DisposeAsync();
        await channel.DisposeAsync();
        await broker.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Plain_json_on_the_exchange_becomes_an_order_received()
    {
        var id = SampleOrder.NewId();
        await channel.Publish(SampleOrder.Event(id).Bytes());

        var heard = (await Heard(id, 1))[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.GetProperty("source").GetString(), Is.EqualTo("SALESFORCE"));
            Assert.That(heard.GetProperty("order").GetProperty("orderTotal").ToString(), Is.EqualTo("97.5"));
            Assert.That(heard.GetProperty("order").GetProperty("lines")[0].GetProperty("sizes").GetProperty("M").ToString(), Is.EqualTo("4"));
        }
    }

    [Test]
    public async Task Equal_missing_and_bogus_message_ids_and_content_types_lose_nothing()
    {
        var ids = Enumerable.Range(0, 60).Select(_ => SampleOrder.NewId()).ToArray();
        await Task.WhenAll(ids.Select((id, index) => channel.Publish(SampleOrder.Event(id).Bytes(), properties =>
        {
            properties.MessageId = (index % 3) switch { 0 => "11111111-1111-1111-1111-111111111111", 1 => "no guid at all", _ => null };
            properties.ContentType = (index % 4) switch { 0 => "application/vnd.masstransit+json", 1 => "???", 2 => null, _ => "text/plain" };
            properties.Headers = new Dictionary<string, object?> { ["MT-Activity-Id"] = "x\0y", ["anything"] = new byte[] { 0, 255 } };
        })));

        await Eventually.True(async () => await Stored(ids) == ids.Length, "all of them are in the journal");
    }

    [Test]
    public async Task Whatever_cannot_be_read_is_quarantined_byte_for_byte_and_nothing_is_left_over()
    {
        byte[][] bodies = [[], [0], [0xFF, 0xFE, 0, 0x80], "not json"u8.ToArray(), "[1]"u8.ToArray(), [.. Enumerable.Repeat((byte)'x', 5_000_000)]];
        foreach (var body in bodies) await channel.Publish(body, properties => properties.ContentType = "application/json");

        foreach (var body in bodies)
            await Eventually.True(
                async () => await database.Admin.QuerySingle<long>("select count(*) from quarantine where body = @body", new { body }, default) == 1,
                $"{body.Length} bytes are in quarantine");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await channel.Depth("ingestion-order-events_error"), Is.Zero);
            Assert.That(await channel.Depth("ingestion-order-events_skipped"), Is.Zero);
            Assert.That((await worker.Http.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);
        }
    }

    private readonly List<System.Text.Json.JsonElement> heardSoFar = [];

    private async Task<System.Text.Json.JsonElement[]> Heard(string id, int count) =>
        await Eventually.Value(async () =>
        {
            heardSoFar.AddRange(await channel.Listen());
            return heardSoFar.Where(message => message.GetProperty("sourceOrderId").GetString() == id).ToArray();
        }, found => found.Length >= count, $"order {id} is published");

    private Task<long> Stored(string[] ids) =>
        database.Admin.QuerySingle<long>("select count(*) from intake join order_identity using (staging_id) where source_order_id = any(@ids)", new { ids }, default);
}
