using System.Net;
using System.Text.Json;

namespace Simulators.Tests;

/// <summary>Each fault, with the ledger as the witness of whether the effect took place.</summary>
internal sealed class FaultTests
{
    [TestCase("error429", 429, false)]
    [TestCase("error500Before", 500, false)]
    [TestCase("error500After", 500, true)]
    [TestCase("okWithErrors", 200, false)]
    [TestCase("unauthorized", 401, false)]
    public async Task An_answered_fault_has_its_status_and_its_effect(string fault, int status, bool effect)
    {
        await using var sim = await Sim.Start();
        await sim.Faults("netsuite", $$"""{"{{fault}}":1,"only":["salesOrder.*"]}""");

        var response = await sim.CreateOrder("SF-1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That((await response.Json()).GetProperty("o:errorDetails").GetArrayLength(), Is.EqualTo(1));
            Assert.That(await Orders(sim), Is.EqualTo(effect ? 1 : 0));
        }
    }

    [TestCase("cutConnectionBefore", false)]
    [TestCase("cutConnectionAfter", true)]
    [TestCase("truncatedJson", true)]
    public async Task A_cut_connection_is_an_error_of_the_transport(string fault, bool effect)
    {
        await using var sim = await Sim.Start();
        await sim.Faults("netsuite", $$"""{"{{fault}}":1}""");

        Assert.That(async () => await sim.CreateOrder("SF-1"), Throws.InstanceOf<HttpRequestException>());
        Assert.That(await Orders(sim), Is.EqualTo(effect ? 1 : 0));
    }

    [TestCase("timeoutBefore", false)]
    [TestCase("timeoutAfter", true)]
    public async Task A_time_out_is_held_until_the_caller_gives_up(string fault, bool effect)
    {
        await using var sim = await Sim.Start();
        await sim.Faults("netsuite", $$"""{"{{fault}}":1}""");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var request = new HttpRequestMessage(HttpMethod.Post, "/netsuite/services/rest/record/v1/salesOrder") { Content = new StringContent(Sim.Order("SF-1")) };
        request.Headers.Authorization = new("Bearer", sim.NetSuiteToken);

        Assert.That(async () => await sim.Http.SendAsync(request, patience.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Orders(sim), Is.EqualTo(effect ? 1 : 0));
    }

    [Test]
    public async Task A_time_out_ends_by_itself_when_nobody_gives_up()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("netsuite", """{"timeoutAfter":1,"timeoutMs":100}""");

        Assert.That(async () => await sim.CreateOrder("SF-1"), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task Truncated_json_is_a_whole_answer_that_cannot_be_read()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("monday", """{"truncatedJson":1}""");

        var text = await (await sim.Post("{ me { id } }")).Content.ReadAsStringAsync();

        Assert.That(() => JsonDocument.Parse(text), Throws.InstanceOf<JsonException>());
    }

    [Test]
    public async Task Slow_bytes_arrive_in_the_end()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("netsuite", """{"slowBytes":1,"timeoutMs":200}""");

        var response = await sim.NetSuite(HttpMethod.Get, "system/v1/serverTime");

        Assert.That((await response.Json()).Text("time"), Is.Not.Empty);
    }

    [Test]
    public async Task A_call_delivered_twice_makes_two_without_a_key_and_one_with_it()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("monday", """{"duplicateDelivery":1}""");
        const string create = "mutation { create_item(board_id: 4100000001, item_name: \"n\") { id } }";

        await sim.Post(create);
        var bare = (await sim.Ledger("monday/items")).GetArrayLength();
        await sim.Post(create, key: "k-1");
        var keyed = (await sim.Ledger("monday/items")).GetArrayLength() - bare;

        Assert.That((bare, keyed), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task An_outage_ends_when_its_time_is_over()
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(clock: clock);
        await sim.Faults("dnb", """{"outageSeconds":30}""");
        await sim.Faults("as400", """{"outageSeconds":30}""");

        var during = (int)(await sim.As400("CUST-1")).StatusCode;
        clock.Advance(TimeSpan.FromSeconds(31));
        var after = (int)(await sim.As400("CUST-1")).StatusCode;

        Assert.That((during, after), Is.EqualTo((503, 200)));
    }

    [Test]
    public async Task An_outage_may_cut_connections()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("as400", """{"outageSeconds":30,"outageCut":true}""");

        Assert.That(async () => await sim.As400("CUST-1"), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task The_same_seed_gives_the_same_sequence_and_the_share_it_says()
    {
        await using var sim = await Sim.Start();

        var first = await Sequence(7);
        var again = await Sequence(7);
        var other = await Sequence(8);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(again, Is.EqualTo(first));
            Assert.That(other, Is.Not.EqualTo(first));
            Assert.That(first.Count(status => status == 500), Is.InRange(20, 60), "a share of 0.2 of 200");
        }

        async Task<List<int>> Sequence(int seed)
        {
            await sim.Faults("as400", $$"""{"seed":{{seed}},"error500Before":0.2}""");
            var statuses = new List<int>();
            for (var call = 0; call < 200; call++)
                statuses.Add((int)(await sim.As400("CUST-1")).StatusCode);
            return statuses;
        }
    }

    [Test]
    public async Task Only_the_named_operations_are_concerned()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("netsuite", """{"error500Before":1,"only":["job.*","customer.create"]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)(await sim.CreateOrder("SF-1", "respond-async")).StatusCode, Is.EqualTo(202));
            Assert.That((int)(await sim.NetSuite(HttpMethod.Get, "async/v1/job/1")).StatusCode, Is.EqualTo(500));
            Assert.That((int)(await sim.NetSuite(HttpMethod.Post, "record/v1/customer", """{"companyName":"x"}""")).StatusCode, Is.EqualTo(500));
        }
    }

    [Test]
    public async Task Root_fields_of_a_mutation_are_operations()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("monday", """{"error429":1,"retryAfterSeconds":3,"only":["create_item"]}""");

        var create = await sim.Post("mutation { x: create_item(board_id: 4100000001, item_name: \"n\") { id } complexity { query } }");
        var read = await sim.Post("{ me { id } }");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)create.StatusCode, Is.EqualTo(429));
            Assert.That(create.Header("Retry-After"), Is.EqualTo("3"));
            Assert.That((int)read.StatusCode, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Faults_are_counted_in_the_ledger_of_calls()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("netsuite", """{"error500After":1,"maxFaults":1,"only":["salesOrder.create"]}""");
        await sim.CreateOrder("SF-1");
        await sim.CreateOrder("SF-2");

        var calls = (await sim.Ledger("netsuite/calls")).EnumerateArray().Where(call => call.Text("operation") == "salesOrder.create").ToList();
        var summary = await sim.Ledger("netsuite/calls?summary=true");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(calls.ConvertAll(call => (call.Text("fault"), call.Text("status"))), Is.EqualTo([("error500After", "500"), ("none", "204")]));
            Assert.That(calls[0].Text("keys"), Is.EqualTo("SF-1"));
            Assert.That(summary.GetProperty("byFault").GetProperty("error500After").GetInt32(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_profile_can_be_read_and_ended()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("netsuite", """{"error429":0.5,"latencyMs":1}""");

        var profile = await (await sim.Http.GetAsync("/_faults/netsuite")).Json();
        await sim.Http.DeleteAsync("/_faults/netsuite");
        var ended = await (await sim.Http.GetAsync("/_faults/netsuite")).Json();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(profile.GetProperty("error429").GetDouble(), Is.EqualTo(0.5));
            Assert.That(profile.GetProperty("timeoutMs").GetInt32(), Is.EqualTo(60_000), "what is not given keeps its default");
            Assert.That(ended.ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [TestCase("""{"error429":1.5}""")]
    [TestCase("""{"error429":0.6,"error500After":0.6}""")]
    [TestCase("""{"eror429":0.1}""")]
    [TestCase("""{"latencyMs":-1}""")]
    [TestCase("null")]
    [TestCase("[")]
    public async Task A_wrong_profile_is_refused_with_the_reason(string profile)
    {
        await using var sim = await Sim.Start();

        var response = await sim.Put("/_faults/netsuite", profile);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await response.Json()).Text("detail"), Is.Not.Empty);
        }
    }

    private static async Task<int> Orders(Sim sim) => (await sim.Ledger("netsuite/sales-orders")).GetArrayLength();
}
