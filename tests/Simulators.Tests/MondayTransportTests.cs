using System.Text.Json;
using Workers.Simulators;

namespace Simulators.Tests;

internal sealed class MondayTransportTests
{
    private const string Create = "mutation { create_item(board_id: 4100000001, item_name: \"SO-1\") { id } }";
    private const string Me = "{ me { id } }";

    [TestCase("{ me { id }", "Parse error on")]
    [TestCase("nonsense", "Parse error on")]
    public async Task A_syntax_error_is_an_error_in_an_answer_of_200(string query, string message)
    {
        await using var sim = await Sim.Start();

        var response = await sim.Post(query);
        var answer = await response.Json();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
            Assert.That(answer.GetProperty("errors")[0].Text("message"), Does.Contain(message));
            Assert.That(answer.GetProperty("errors")[0].GetProperty("locations")[0].GetProperty("line").GetInt32(), Is.EqualTo(1));
            Assert.That(answer.TryGetProperty("data", out _), Is.False);
        }
    }

    [Test]
    public async Task Every_answer_shows_the_limits_and_a_request_id()
    {
        await using var sim = await Sim.Start(new() { Monday = { RequestsPerMinute = 100 } });

        var response = await sim.Post(Me);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Header("RateLimit-Policy"), Does.Contain("\"minuteRate\";q=100;w=60").And.Contain("\"concurrency\";q=250"));
            Assert.That(response.Header("RateLimit"), Does.Contain("\"minuteRate\";r=99"));
            Assert.That((await response.Json()).GetProperty("extensions").Text("request_id"), Is.Not.Empty);
        }
    }

    [Test]
    public async Task The_token_and_the_version_are_checked()
    {
        await using var sim = await Sim.Start(new() { Monday = { Token = "secret" } });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)(await sim.Post(Me, token: null)).StatusCode, Is.EqualTo(401));
            Assert.That((int)(await sim.Post(Me, token: "wrong")).StatusCode, Is.EqualTo(401));
            Assert.That((int)(await sim.Post(Me, token: "secret")).StatusCode, Is.EqualTo(200));
            Assert.That((await (await sim.Post(Me, token: "Bearer secret", version: "2026-01")).Json()).TryGetProperty("errors", out _), Is.False);
            Assert.That((await (await sim.Post(Me, token: "secret", version: "2026-02")).Json()).GetProperty("errors")[0].GetProperty("extensions").Text("code"), Is.EqualTo("InvalidVersionException"));
        }
    }

    [Test]
    public async Task Of_several_operations_the_named_one_is_executed()
    {
        await using var sim = await Sim.Start();
        const string two = "query A { me { id } } query B { me { name } }";

        var named = await (await sim.Post(two, operationName: "B")).Json();
        var unnamed = await (await sim.Post(two)).Json();
        var unknown = await (await sim.Post(two, operationName: "C")).Json();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(named.GetProperty("data").GetProperty("me").TryGetProperty("name", out _), Is.True);
            Assert.That(unnamed.TryGetProperty("errors", out _), Is.True);
            Assert.That(unknown.GetProperty("errors")[0].Text("message"), Does.Contain("\"C\""));
        }
    }

    [Test]
    public async Task A_key_replays_the_first_answer_for_thirty_minutes()
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(clock: clock);

        var first = await sim.Post(Create, key: "k-1");
        clock.Advance(TimeSpan.FromMinutes(29));
        var second = await sim.Post(Create, key: "k-1");
        clock.Advance(TimeSpan.FromMinutes(2));
        await sim.Post(Create, key: "k-1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await second.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
            Assert.That(second.Header("Idempotency-Replayed"), Is.EqualTo("true"));
            Assert.That(first.Header("Idempotency-Replayed"), Is.Null);
            Assert.That((await sim.Ledger("monday/items")).GetArrayLength(), Is.EqualTo(2), "after half an hour only a look-up protects");
        }
    }

    [Test]
    public async Task A_key_in_use_conflicts()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("monday", """{"latencyMs":1000}""");

        var answers = await Task.WhenAll(sim.Post(Create, key: "k-1"), sim.Post(Create, key: "k-1"));
        var conflict = answers.Single(answer => (int)answer.StatusCode == 409);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await conflict.Json()).GetProperty("errors")[0].GetProperty("extensions").Text("code"), Is.EqualTo("IDEMPOTENCY_CONFLICT"));
            Assert.That(conflict.Header("Retry-After"), Is.Not.Null);
            Assert.That((await sim.Ledger("monday/items")).GetArrayLength(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task After_an_answer_was_lost_its_key_replays_it()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("monday", """{"error500After":1,"maxFaults":1}""");

        var lost = await sim.Post(Create, key: "k-1");
        var replay = await sim.Post(Create, key: "k-1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)lost.StatusCode, Is.EqualTo(500));
            Assert.That((int)replay.StatusCode, Is.EqualTo(200));
            Assert.That((await sim.Ledger("monday/items")).GetArrayLength(), Is.EqualTo(1));
        }
    }

    [TestCase("minute", "MINUTE_RATE_LIMIT_EXCEEDED", "Minute rate limit exceeded")]
    [TestCase("day", "DAILY_LIMIT_EXCEEDED", "Daily limit exceeded")]
    [TestCase("complexity", "COMPLEXITY_BUDGET_EXHAUSTED", "Complexity budget exhausted")]
    public async Task A_used_up_budget_gets_429_and_when_to_come_back(string budget, string code, string message)
    {
        var clock = new ManualClock();
        var settings = new MondaySettings();
        if (budget == "minute")
            settings.RequestsPerMinute = 2;
        else if (budget == "day")
            settings.RequestsPerDay = 2;
        else
            settings.ComplexityPerMinute = 25_000;
        await using var sim = await Sim.Start(new() { Monday = settings }, clock);

        await sim.Post(Create);
        await sim.Post(Create);
        var refused = await sim.Post(Create);
        var error = (await refused.Json()).GetProperty("errors")[0];
        clock.Advance(TimeSpan.FromSeconds(int.Parse(refused.Header("Retry-After")!)));
        var later = await sim.Post(Create);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)refused.StatusCode, Is.EqualTo(429));
            Assert.That(error.Text("message"), Is.EqualTo(message));
            Assert.That(error.GetProperty("extensions").Text("code"), Is.EqualTo(code));
            Assert.That(error.GetProperty("extensions").Text("retry_in_seconds"), Is.EqualTo(refused.Header("Retry-After")));
            Assert.That((int)later.StatusCode, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Too_many_calls_in_flight_get_429()
    {
        await using var sim = await Sim.Start(new() { Monday = { Concurrency = 2 } });
        await sim.Faults("monday", """{"latencyMs":1000}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sim.Post(Me)));
        var refused = answers.Where(answer => (int)answer.StatusCode == 429).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Has.Count.EqualTo(2));
            Assert.That((await refused[0].Json()).GetProperty("errors")[0].GetProperty("extensions").Text("code"), Is.EqualTo("MAX_CONCURRENCY_EXCEEDED"));
        }
    }

    [Test]
    public async Task Complexity_is_counted_ten_thousand_a_create_and_bounded_per_call()
    {
        await using var sim = await Sim.Start();
        var many = "mutation {" + string.Concat(Enumerable.Range(0, 501).Select(index => $" a{index}: create_item(board_id: 4100000001, item_name: \"n\") {{ id }}")) + "}";

        var one = (await sim.Gql("mutation { complexity { before query after } create_item(board_id: 4100000001, item_name: \"n\") { id } }")).GetProperty("data").GetProperty("complexity");
        var tooMuch = await sim.Post(many);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.GetProperty("query").GetInt32(), Is.EqualTo(10_001));
            Assert.That(one.GetProperty("before").GetInt32() - one.GetProperty("after").GetInt32(), Is.EqualTo(10_001));
            Assert.That((int)tooMuch.StatusCode, Is.EqualTo(429));
            Assert.That((await sim.Ledger("monday/items")).GetArrayLength(), Is.EqualTo(1));
        }
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"query":7}""")]
    [TestCase("""{"query":"{ me { id } }" """)]
    public async Task A_body_that_is_no_request_is_a_bad_request(string body)
    {
        await using var sim = await Sim.Start();
        var request = new HttpRequestMessage(HttpMethod.Post, "/monday/v2") { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", "token");

        Assert.That((int)(await sim.Http.SendAsync(request)).StatusCode, Is.EqualTo(400));
    }

    [TestCase("\\ud800 lone surrogate")]
    [TestCase("\\u0000 zero")]
    [TestCase("emoji 😀 and \\\" quotes")]
    public async Task Odd_text_never_breaks_an_answer(string name)
    {
        await using var sim = await Sim.Start();
        var body = """{"query":"mutation($n: String!) { create_item(board_id: 4100000001, item_name: $n) { id name } }","variables":{"n":"NAME"}}""".Replace("NAME", name);
        var request = new HttpRequestMessage(HttpMethod.Post, "/monday/v2") { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", "token");

        var response = await sim.Http.SendAsync(request);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.AnyOf(200, 400));
            Assert.That((await sim.Ledger("monday/items")).ValueKind, Is.EqualTo(JsonValueKind.Array));
        }
    }
}
