using System.Text;

namespace Simulators.Tests;

/// <summary>Whatever is sent, the answer is in the vendor's words, never a crash, and the next call works.</summary>
internal sealed class HostileInputTests
{
    [TestCase("{\"entity\":{\"id\":\"\\ud800\"}}", TestName = "Half a surrogate pair")]
    [TestCase("{\"externalId\":\"a\\u0000b\",\"entity\":{\"id\":\"1001\"},\"item\":{\"items\":[{\"item\":{\"id\":\"5001\"},\"quantity\":1e400}]}}", TestName = "A number beyond all numbers")]
    [TestCase("{\"entity\":{\"id\":{\"id\":{}}},\"item\":[]}", TestName = "Objects where texts belong")]
    [TestCase("{\"entity\":null,\"item\":{\"items\":[null,1,[],\"x\"]}}", TestName = "Nulls and bare values")]
    [TestCase("{\"entity\":{\"id\":\"1001\"},\"item\":{\"items\":[{\"line\":-7,\"item\":{\"id\":\"5001\"},\"quantity\":99999999999999999999999999}]}}", TestName = "A quantity beyond reason")]
    [TestCase("{\"entity\":{\"id\":\"99999999999999999999999\"},\"item\":{}}", TestName = "An id beyond a number")]
    [TestCase("nul", TestName = "Broken JSON")]
    public async Task NetSuite_refuses_an_odd_body(string body)
    {
        await using var sim = await Sim.Start();

        var response = await sim.NetSuite(HttpMethod.Post, "record/v1/salesOrder", body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(400));
            Assert.That((int)(await sim.CreateOrder("next")).StatusCode, Is.EqualTo(204));
        }
    }

    [Test]
    public async Task Deep_json_is_refused_everywhere()
    {
        await using var sim = await Sim.Start();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)(await sim.NetSuite(HttpMethod.Post, "record/v1/salesOrder", deep)).StatusCode, Is.EqualTo(400));
            Assert.That((int)(await sim.Put("/_seed/customers", deep)).StatusCode, Is.EqualTo(400));
            Assert.That((int)(await sim.Put("/_faults/netsuite", deep)).StatusCode, Is.EqualTo(400));
            Assert.That((await sim.Gql("mutation($cv: JSON) { create_item(board_id: 4100000001, item_name: \"n\", column_values: $cv) { id } }", new { cv = deep })).TryGetProperty("errors", out _), Is.True);
        }
    }

    [TestCase("record/v1/salesOrder/eid:a%20b")]
    [TestCase("record/v1/salesOrder/eid:")]
    [TestCase("record/v1/salesOrder/%00")]
    [TestCase("record/v1/salesOrder/1/2/3/4")]
    [TestCase("record/v1/unheardOf/1")]
    [TestCase("async/v1/job/-1")]
    [TestCase("async/v1/job/1/task/x/result/y")]
    public async Task NetSuite_does_not_know_an_odd_path(string path)
    {
        await using var sim = await Sim.Start();

        Assert.That((int)(await sim.NetSuite(HttpMethod.Get, path)).StatusCode, Is.AnyOf(400, 404));
    }

    [TestCase("Basic")]
    [TestCase("Basic !!!")]
    [TestCase("Basic OnBhc3N3b3Jk")]
    [TestCase("Bearer x")]
    public async Task Odd_credentials_are_no_sign_on(string header)
    {
        await using var sim = await Sim.Start(new() { As400 = { User = "user", Password = "password" } });
        var request = new HttpRequestMessage(HttpMethod.Get, "/as400/web/services/customers/01/CUST-1");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        Assert.That((int)(await sim.Http.SendAsync(request)).StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task Fragments_of_queries_in_text_are_text()
    {
        await using var sim = await Sim.Start();
        const string name = "\"}) { id } delete_item(item_id: 1) { id } #' OR 1=1 --";

        var answer = await sim.Gql("mutation($n: String!) { create_item(board_id: 4100000001, item_name: $n) { name } }", new { n = name });

        Assert.That(answer.GetProperty("data").GetProperty("create_item").Text("name"), Is.EqualTo(name));
    }

    [Test]
    public async Task A_body_of_two_megabytes_is_read()
    {
        await using var sim = await Sim.Start();
        var body = new StringBuilder("{\"entity\":{\"id\":\"1001\"},\"memo\":\"").Append('x', 2 << 20).Append("\",\"item\":{\"items\":[{\"item\":{\"id\":\"5001\"},\"quantity\":1}]}}");

        Assert.That((int)(await sim.NetSuite(HttpMethod.Post, "record/v1/salesOrder", body.ToString())).StatusCode, Is.EqualTo(204));
    }
}
