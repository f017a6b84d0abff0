using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ingestion.Tests.Support;
using Workers.LocalServers;
using Workers.Testing;

namespace Ingestion.Tests.AcceptHttp;

/// <summary>The HTTP side of the worker, on a real broker and database.</summary>
public sealed class OrderEndpointTests
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
        worker = await IngestionWorker.Start(database, broker.Uri, ("Intake:MaxBodyBytes", "20000"));
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
    public async Task A_good_order_is_accepted_and_again_it_is_a_duplicate_of_the_same_identity()
    {
        var body = SampleOrder.Event(SampleOrder.NewId()).Bytes();
        using var first = await worker.Post("/orders", body);
        using var second = await worker.Post("/orders", body);

        var (one, two) = (await Json(first), await Json(second));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.Accepted, HttpStatusCode.Accepted)));
            Assert.That((one.GetProperty("duplicate").GetBoolean(), two.GetProperty("duplicate").GetBoolean()), Is.EqualTo((false, true)));
            Assert.That(two.GetProperty("orderId").GetGuid(), Is.EqualTo(one.GetProperty("orderId").GetGuid()));
            Assert.That(await channel.Depth("heard"), Is.GreaterThanOrEqualTo(2));
        }
    }

    [Test]
    public async Task The_same_order_by_http_and_bus_at_once_has_one_identity()
    {
        var id = SampleOrder.NewId();
        var body = SampleOrder.Event(id).Bytes();
        var posts = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => worker.Post("/orders", body)));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => channel.Publish(body)));
        var ids = await Task.WhenAll((await posts).Select(async answer => (await Json(answer)).GetProperty("orderId").GetGuid()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids.Distinct().Count(), Is.EqualTo(1));
            Assert.That(await database.Admin.QuerySingle<long>("select count(*) from intake join order_identity using (staging_id) where source_order_id = @id", new { id }, default), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_bad_order_is_answered_with_every_violation_at_once()
    {
        var bad = SampleOrder.Event("BAD").With(order => { order.Remove("customer"); order["currencyCode"] = "QQQ"; order["lines"]![0]!["quantity"] = -1; });
        using var answer = await worker.Post("/orders", bad.Bytes());
        var problem = await Json(answer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()),
                Is.EquivalentTo(new[] { "$.customer", "$.currencyCode", "$.lines[0].quantity" }));
            Assert.That(await database.Admin.QuerySingle<long>("select count(*) from quarantine where source_order_id = 'BAD'", null, default), Is.Zero);
        }
    }

    [Test]
    public async Task A_version_that_is_taken_by_other_content_is_a_conflict()
    {
        var id = SampleOrder.NewId();
        using var first = await worker.Post("/orders", SampleOrder.Event(id).Bytes());
        using var second = await worker.Post("/orders", SampleOrder.Event(id).With(order => order["orderNumber"] = "other").Bytes());
        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.Accepted, HttpStatusCode.Conflict)));
    }

    [Test]
    public async Task A_body_above_the_limit_is_refused_with_and_without_a_length()
    {
        using var announced = await worker.Post("/orders", new byte[20_001]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = new StreamContent(new MemoryStream(new byte[40_000])) };
        request.Headers.Add("X-Api-Key", IngestionWorker.IntakeKey);
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await worker.Http.SendAsync(request);
        Assert.That((announced.StatusCode, chunked.StatusCode), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge)));
    }

    [TestCase("")]
    [TestCase("wrong")]
    [TestCase(IngestionWorker.OperatorKey)]
    public async Task Without_the_intake_key_nothing_is_taken(string key)
    {
        using var answer = await worker.Post("/orders", SampleOrder.Event("NOKEY").Bytes(), key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_dry_run_tells_what_would_be_published_and_stores_nothing()
    {
        using var good = await worker.Post("/orders/dry-run", SampleOrder.Event("DRY").Bytes());
        using var bad = await worker.Post("/orders/dry-run", "{}"u8.ToArray());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((good.StatusCode, bad.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.BadRequest)));
            Assert.That((await Json(good)).GetProperty("order").GetProperty("orderTotal").GetDecimal(), Is.EqualTo(97.5m));
            Assert.That(await database.Admin.QuerySingle<long>("select count(*) from order_identity where source_order_id = 'DRY'", null, default), Is.Zero);
        }
    }

    [Test]
    public async Task More_calls_than_the_rate_are_told_when_to_come_again()
    {
        await using var slow = await IngestionWorker.Start(database, broker.Uri, ("Intake:RequestsPerSecond", "1"), ("Intake:Burst", "2"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => slow.Post("/orders/dry-run", SampleOrder.Event().Bytes())));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Has.Length.GreaterThanOrEqualTo(3));
            Assert.That(refused.Select(answer => answer.Headers.RetryAfter?.Delta), Has.All.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        }
    }

    [Test]
    public async Task An_order_the_broker_has_not_confirmed_is_503_stored_and_published_later()
    {
        var nobody = new UriBuilder(broker.Uri) { Port = FreePort.Next() }.Uri;
        await using var cut = await IngestionWorker.Start(database, nobody, ("Intake:PublishLimit", "00:00:00.5"));
        var id = SampleOrder.NewId();

        using var answer = await cut.Post("/orders", SampleOrder.Event(id).Bytes());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That((await Json(answer)).GetProperty("detail").GetString(), Does.Contain("goes on by itself"));
            Assert.That(await database.Admin.QuerySingle<long>("select count(*) from order_identity where source_order_id = @id", new { id }, default), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task The_figures_of_intake_agree()
    {
        using var _ = await worker.Post("/orders", SampleOrder.Event(SampleOrder.NewId()).Bytes());
        var counts = await worker.Get("/intake/counts");
        long Of(string name) => counts.GetProperty(name).GetInt64();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of("received"), Is.EqualTo(Of("accepted") + Of("duplicates") + Of("quarantined")).And.GreaterThan(0));
            Assert.That(Of("accepted"), Is.EqualTo(Of("adopted") + Of("notAdopted")));
            Assert.That(counts.GetProperty("perSource").GetProperty("SALESFORCE").GetProperty("accepted").GetInt64(), Is.EqualTo(Of("accepted")));
        }
    }

    private static Task<JsonElement> Json(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();
}
