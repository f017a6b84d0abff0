using System.Net;
using System.Text;
using System.Text.Json;
using Ingestion.Tests.Support;
using Workers.Testing;

namespace Ingestion.Tests.Quarantine;

/// <summary>What an operator does with what could not be accepted.</summary>
public sealed class QuarantineEndpointTests
{
    private const string Who = "by=ann&reason=typing%20error";
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
    public async Task A_corrected_event_is_accepted_and_closes_its_entry()
    {
        var id = SampleOrder.NewId();
        var entry = await Quarantined(id);
        var before = await worker.Get("/intake/counts");

        using var answer = await worker.Post($"/quarantine/{entry}/resubmit?{Who}", SampleOrder.Event(id).Bytes(), IngestionWorker.OperatorKey);

        var (after, closed) = (await worker.Get("/intake/counts"), await worker.Get($"/quarantine/{entry}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(closed.GetProperty("resolution").GetString(), Is.EqualTo("RESUBMITTED"));
            Assert.That(closed.GetProperty("resolvedBy").GetString(), Is.EqualTo("ann"));
            Assert.That(closed.GetProperty("resubmittedVersion").GetInt64(), Is.EqualTo(1));
            Assert.That(Change(before, after, "received"), Is.Zero, "it was received once");
            Assert.That((Change(before, after, "quarantined"), Change(before, after, "accepted")), Is.EqualTo((-1L, 1L)));
            Assert.That(await database.Admin.QuerySingle<string>("select user_id from orders.audit_log where event_type = 'ORDER_RECEIVED' and new_value->>'sourceOrderId' = @id", new { id }, default), Is.EqualTo("ann"));
        }
    }

    [Test]
    public async Task An_event_that_is_still_wrong_is_refused_and_stays_in_quarantine()
    {
        var id = SampleOrder.NewId();
        var entry = await Quarantined(id);
        using var answer = await worker.Post($"/quarantine/{entry}/resubmit?{Who}", [], IngestionWorker.OperatorKey);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await worker.Get($"/quarantine/{entry}")).GetProperty("resolvedAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(await database.Admin.QuerySingle<long>("select count(*) from quarantine where source_order_id = @id", new { id }, default), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Many_clicks_at_once_are_one_order()
    {
        var id = SampleOrder.NewId();
        var entry = await Quarantined(id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => worker.Post($"/quarantine/{entry}/resubmit?{Who}", SampleOrder.Event(id).Bytes(), IngestionWorker.OperatorKey)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => answer.StatusCode), Has.All.AnyOf(HttpStatusCode.Accepted, HttpStatusCode.Conflict));
            Assert.That(await database.Admin.QuerySingle<long>("select count(*) from intake join order_identity using (staging_id) where source_order_id = @id", new { id }, default), Is.EqualTo(1));
            Assert.That(await database.Admin.QuerySingle<long>("select count(*) from intake_count where quarantined < 0 and received <> accepted + duplicates + quarantined", null, default), Is.Zero);
        }
    }

    [Test]
    public async Task An_entry_can_be_discarded_once_with_name_and_reason()
    {
        var entry = await Quarantined(SampleOrder.NewId());
        using var nameless = await worker.Post($"/quarantine/{entry}/discard", [], IngestionWorker.OperatorKey);
        using var first = await worker.Post($"/quarantine/{entry}/discard?{Who}", [], IngestionWorker.OperatorKey);
        using var second = await worker.Post($"/quarantine/{entry}/discard?{Who}", [], IngestionWorker.OperatorKey);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { nameless.StatusCode, first.StatusCode, second.StatusCode }, Is.EqualTo(new[] { HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Conflict }));
            Assert.That(await database.Admin.QuerySingle<long>("select count(*) from orders.audit_log where event_type = 'QUARANTINE_DISCARDED' and new_value->>'quarantineId' = @entry", new { entry }, default), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task The_list_pages_newest_first_and_filters_by_reason()
    {
        var ids = new[] { await Quarantined(SampleOrder.NewId()), await Quarantined(SampleOrder.NewId()), await Quarantined(SampleOrder.NewId()) };
        var first = await worker.Get("/quarantine?limit=2");
        var second = await worker.Get($"/quarantine?limit=1&after={first.GetProperty("next").GetString()}");
        var filtered = await worker.Get("/quarantine?reason=no%20such%20reason");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(first), Is.EqualTo(new[] { ids[2], ids[1] }));
            Assert.That(Ids(second), Is.EqualTo(new[] { ids[0] }));
            Assert.That(Ids(filtered), Is.Empty);
        }
    }

    [Test]
    public async Task An_entry_shows_its_bytes_as_text_and_exactly()
    {
        byte[] body = [.. "{\"<script>\":"u8, 0xFF, .. Encoding.UTF8.GetBytes(SampleOrder.NewId())];
        await channel.Publish(body);
        var id = await Eventually.Value(() => database.Admin.QuerySingleOrDefault<Guid?>("select id from quarantine where body = @body", new { body }, default), found => found is not null, "it is in quarantine");
        var entry = await worker.Get($"/quarantine/{id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.GetProperty("payload").GetString(), Does.StartWith("{\"<script>\":"));
            Assert.That(entry.GetProperty("payloadBase64").GetBytesFromBase64(), Is.EqualTo(body));
        }
    }

    [TestCase("GET", "/quarantine")]
    [TestCase("POST", "/quarantine/0190a5b2-0000-7000-8000-000000000000/discard?by=x&reason=y")]
    [TestCase("GET", "/intake/counts")]
    [TestCase("POST", "/replay")]
    public async Task The_intake_key_is_no_operators_key(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("X-Api-Key", IngestionWorker.IntakeKey);
        if (method == "POST") request.Content = new StringContent("""{"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","by":"x","reason":"y"}""", Encoding.UTF8, "application/json");
        using var answer = await worker.Http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private async Task<string> Quarantined(string id)
    {
        await channel.Publish(SampleOrder.Event(id).With(order => order["orderTotal"] = 0.01).Bytes());
        return (await Eventually.Value(() => database.Admin.QuerySingleOrDefault<Guid?>("select id from quarantine where source_order_id = @id", new { id }, default), found => found is not null, "it is in quarantine"))!.Value.ToString();
    }

    private static long Change(JsonElement before, JsonElement after, string name) => after.GetProperty(name).GetInt64() - before.GetProperty(name).GetInt64();

    private static string?[] Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString())];
}
