using System.Text.Json;
using Workers.Simulators;

namespace Simulators.Tests;

internal sealed class NetSuiteJobTests
{
    private const string Collection = "application/vnd.oracle.resource+json; type=collection";
    private const string Key = "8c1f8b1e-6f43-4c4b-9a52-4f5d1d0c2b11";

    [Test]
    public async Task A_submitted_order_is_accepted_with_the_address_of_its_job_and_no_body()
    {
        await using var sim = await Sim.Start();

        var response = await sim.CreateOrder("SF-1", "respond-async", Key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(202));
            Assert.That(response.Header("Preference-Applied"), Is.EqualTo("respond-async"));
            Assert.That(response.Headers.Location!.ToString(), Is.EqualTo(sim.Host.BaseUrl + "/netsuite/services/rest/async/v1/job/1"));
            Assert.That(await response.Content.ReadAsStringAsync(), Is.Empty);
        }
    }

    [Test]
    public async Task Links_lead_from_the_job_to_the_created_order()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1", "respond-async", Key);

        var job = await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/1")).Json();
        var tasks = await Follow(sim, job.GetProperty("task").GetProperty("links")[0].Text("href"));
        var task = await Follow(sim, tasks.GetProperty("items")[0].GetProperty("links")[0].Text("href"));
        var result = await sim.NetSuite(HttpMethod.Get, "async/v1/job/1/task/1/result");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(job.GetProperty("completed").GetBoolean(), Is.True);
            Assert.That(job.Text("progress"), Is.EqualTo("succeeded"));
            Assert.That(tasks.GetProperty("items")[0].EnumerateObject().Select(member => member.Name), Is.EqualTo(["links"]));
            Assert.That(task.Text("progress"), Is.EqualTo("succeeded"));
            Assert.That((int)result.StatusCode, Is.EqualTo(204));
            Assert.That(result.Headers.Location!.ToString(), Does.Contain("/salesOrder/"));
        }
    }

    [Test]
    public async Task Links_carry_the_host_the_caller_used()
    {
        await using var sim = await Sim.Start();
        var request = new HttpRequestMessage(HttpMethod.Post, "/netsuite/services/rest/record/v1/salesOrder") { Content = new StringContent(Sim.Order("SF-1")) };
        request.Headers.Authorization = new("Bearer", sim.NetSuiteToken);
        request.Headers.Add("Prefer", "respond-async");
        request.Headers.Host = "netsuite.internal:9443";

        var response = await sim.Http.SendAsync(request);

        Assert.That(response.Headers.Location!.ToString(), Is.EqualTo("http://netsuite.internal:9443/netsuite/services/rest/async/v1/job/1"));
    }

    [Test]
    public async Task The_same_key_again_is_an_error_that_names_the_first_job()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1", "respond-async", Key);

        var again = await sim.CreateOrder("SF-1", "respond-async", Key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)again.StatusCode, Is.EqualTo(400));
            Assert.That((await again.Json()).ErrorCode(), Is.EqualTo("IDEMPOTENCY_ERROR"));
            Assert.That(again.Headers.Location!.ToString(), Does.EndWith("/async/v1/job/1"));
            Assert.That(again.Header("Preference-Applied"), Is.EqualTo("respond-async"));
            Assert.That((await sim.Ledger("netsuite/jobs")).GetArrayLength(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_key_means_nothing_to_a_synchronous_call()
    {
        await using var sim = await Sim.Start();

        await sim.CreateOrder("SF-1", key: Key);
        var second = await sim.CreateOrder("SF-2", key: Key);

        Assert.That((int)second.StatusCode, Is.EqualTo(204));
    }

    [Test]
    public async Task A_failed_job_is_completed_and_its_result_is_the_error()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1", "respond-async", entity: "999");

        var job = await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/1")).Json();
        var result = await sim.NetSuite(HttpMethod.Get, "async/v1/job/1/task/1/result");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(job.GetProperty("completed").GetBoolean(), Is.True);
            Assert.That(job.Text("progress"), Is.EqualTo("failed"));
            Assert.That((int)result.StatusCode, Is.EqualTo(400));
            Assert.That((await result.Json()).ErrorCode(), Is.EqualTo("INVALID_CONTENT"));
        }
    }

    [Test]
    public async Task An_unknown_job_does_not_exist()
    {
        await using var sim = await Sim.Start();

        var response = await sim.NetSuite(HttpMethod.Get, "async/v1/job/77");

        Assert.That((await response.Json()).ErrorCode(), Is.EqualTo("NONEXISTENT_ID"));
    }

    [Test]
    public async Task A_job_takes_effect_when_its_time_is_over_and_waits_for_a_processor()
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(new() { NetSuite = { JobMilliseconds = 300, JobProcessors = 1 } }, clock);
        await sim.CreateOrder("SF-1", "respond-async");
        await sim.CreateOrder("SF-2", "respond-async");

        var pending = (await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/2")).Json()).Text("progress");
        clock.Advance(TimeSpan.FromMilliseconds(300));
        var afterOne = (await sim.Ledger("netsuite/sales-orders")).GetArrayLength();
        var processing = (await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/2")).Json()).Text("progress");
        clock.Advance(TimeSpan.FromMilliseconds(300));
        var afterTwo = (await sim.Ledger("netsuite/sales-orders")).GetArrayLength();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pending, Is.EqualTo("pending"));
            Assert.That(afterOne, Is.EqualTo(1));
            Assert.That(processing, Is.EqualTo("processing"));
            Assert.That(afterTwo, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_slow_job_outlives_thirty_six_polls_and_still_comes_true()
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(clock: clock);
        await sim.Faults("netsuite", """{"slowJob":1,"slowJobMs":200000}""");
        await sim.CreateOrder("SF-1", "respond-async");

        clock.Advance(TimeSpan.FromSeconds(180));
        var before = (await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/1")).Json()).GetProperty("completed").GetBoolean();
        clock.Advance(TimeSpan.FromSeconds(21));
        var after = (await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/1")).Json()).GetProperty("completed").GetBoolean();

        Assert.That((before, after), Is.EqualTo((false, true)));
    }

    [TestCase("neverFinishingJob", 0)]
    [TestCase("neverFinishingJobAfter", 1)]
    public async Task A_job_may_never_finish_with_or_without_its_effect(string fault, int orders)
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(clock: clock);
        await sim.Faults("netsuite", $$"""{"{{fault}}":1}""");
        await sim.CreateOrder("SF-1", "respond-async");
        clock.Advance(TimeSpan.FromMinutes(50));

        var job = await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/1")).Json();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(job.GetProperty("completed").GetBoolean(), Is.False);
            Assert.That(job.Text("progress"), Is.EqualTo("pending"));
            Assert.That((await sim.Ledger("netsuite/sales-orders")).GetArrayLength(), Is.EqualTo(orders));
        }
    }

    [Test]
    public async Task A_collection_is_one_job_with_a_task_per_record_and_one_bad_record_holds_no_other()
    {
        await using var sim = await Sim.Start();
        var body = $$"""{"items":[{{Sim.Order("SF-1")}},{{Sim.Order("SF-2", "999")}},{{Sim.Order("SF-3")}}]}""";

        var response = await sim.NetSuite(HttpMethod.Post, "record/v1/salesOrder", body, "respond-async", Key, Collection);
        var page = await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/1/task?limit=2&offset=2")).Json();
        var job = await (await sim.NetSuite(HttpMethod.Get, "async/v1/job/1")).Json();
        var bad = await sim.NetSuite(HttpMethod.Get, "async/v1/job/1/task/2/result");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(202));
            Assert.That(page.GetProperty("totalResults").GetInt32(), Is.EqualTo(3));
            Assert.That(page.GetProperty("items")[0].GetProperty("links")[0].Text("href"), Does.EndWith("/task/3"));
            Assert.That(job.Text("progress"), Is.EqualTo("finishedWithErrors"));
            Assert.That((int)bad.StatusCode, Is.EqualTo(400));
            Assert.That((await sim.Ledger("netsuite/sales-orders")).EnumerateArray().Select(order => order.Text("externalId")), Is.EqualTo(["SF-1", "SF-3"]));
        }
    }

    [Test]
    public async Task A_collection_must_be_asynchronous_and_holds_at_most_a_hundred()
    {
        await using var sim = await Sim.Start();
        var many = $$"""{"items":[{{string.Join(',', Enumerable.Range(0, 101).Select(index => Sim.Order($"SF-{index}")))}}]}""";

        var tooMany = await sim.NetSuite(HttpMethod.Post, "record/v1/salesOrder", many, "respond-async", null, Collection);
        var direct = await sim.NetSuite(HttpMethod.Post, "record/v1/salesOrder", """{"items":[]}""", null, null, Collection);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)tooMany.StatusCode, Is.EqualTo(400));
            Assert.That((await direct.Json()).ErrorCode(), Is.EqualTo("INVALID_HEADER"));
        }
    }

    private static async Task<JsonElement> Follow(Sim sim, string href)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, href);
        request.Headers.Authorization = new("Bearer", sim.NetSuiteToken);
        return await (await sim.Http.SendAsync(request)).Json();
    }
}
