using System.Text.Json;

namespace Simulators.Tests;

internal sealed class NetSuiteRecordTests
{
    [Test]
    public async Task A_created_order_answers_204_with_its_address_and_no_body()
    {
        await using var sim = await Sim.Start();

        var response = await sim.CreateOrder("SF-1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(204));
            Assert.That(response.Headers.Location!.ToString(), Does.StartWith(sim.Host.BaseUrl + "/netsuite/services/rest/record/v1/salesOrder/"));
            Assert.That(await response.Content.ReadAsStringAsync(), Is.Empty);
        }
    }

    [Test]
    public async Task A_read_order_shows_totals_number_status_and_what_the_caller_sent()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");

        var order = await (await sim.NetSuite(HttpMethod.Get, "record/v1/salesOrder/eid:SF-1?expandSubResources=true")).Json();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.GetProperty("total").GetDecimal(), Is.EqualTo(79.97m));
            Assert.That(order.Text("tranId"), Is.EqualTo("SO100001"));
            Assert.That(order.GetProperty("status").Text("id"), Is.EqualTo("B"));
            Assert.That(order.GetProperty("custbody_source_version").GetInt32(), Is.EqualTo(2));
            Assert.That(order.GetProperty("item").GetProperty("items")[0].Text("custcol_size"), Is.EqualTo("M"));
            Assert.That(order.GetProperty("item").GetProperty("items")[1].GetProperty("amount").GetDecimal(), Is.EqualTo(20m));
        }
    }

    [Test]
    public async Task Without_expansion_the_lines_are_a_link()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");

        var order = await (await sim.NetSuite(HttpMethod.Get, "record/v1/salesOrder/eid:SF-1")).Json();

        Assert.That(order.GetProperty("item").GetProperty("links")[0].Text("href"), Does.StartWith(sim.Host.BaseUrl).And.EndsWith("/item"));
    }

    [TestCase("""{"item":{"items":[{"item":{"id":"5001"}}]}}""", "USER_ERROR", TestName = "An order needs a customer")]
    [TestCase("""{"entity":{"id":"999"},"item":{"items":[{"item":{"id":"5001"}}]}}""", "INVALID_CONTENT", TestName = "The customer must exist")]
    [TestCase("""{"entity":{"id":"1001"},"item":{"items":[{"item":{"id":"1"}}]}}""", "INVALID_CONTENT", TestName = "The item must exist")]
    [TestCase("""{"entity":{"id":"1001"},"item":{"items":[]}}""", "USER_ERROR", TestName = "An order needs a line")]
    [TestCase("""{"entity":{"id":"1001"}}""", "USER_ERROR", TestName = "An order needs lines")]
    [TestCase("""{"entity":{"id":"1001"},"item":{"items":[{"item":{"id":"5001"},"quantity":-1}]}}""", "INVALID_CONTENT", TestName = "A quantity is not negative")]
    [TestCase("""{"entity":{"id":"1001"},"item":{"items":[{"item":{"id":"5001"},"quantity":"3"}]}}""", "INVALID_CONTENT", TestName = "A quantity is a number")]
    [TestCase("""{"entity":{"id":"1001"},"currency":{"id":"99"},"item":{"items":[{"item":{"id":"5001"}}]}}""", "INVALID_CONTENT", TestName = "The currency must exist")]
    [TestCase("""{"entity":""", "INVALID_CONTENT", TestName = "The body must be JSON")]
    [TestCase("[]", "INVALID_CONTENT", TestName = "The body must be an object")]
    public async Task A_wrong_order_is_refused_and_leaves_nothing(string body, string code)
    {
        await using var sim = await Sim.Start();

        var response = await sim.NetSuite(HttpMethod.Post, "record/v1/salesOrder", body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(400));
            Assert.That((await response.Json()).ErrorCode(), Is.EqualTo(code));
            Assert.That((await sim.Ledger("netsuite/sales-orders")).GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public async Task A_wrong_item_is_named_by_its_path()
    {
        await using var sim = await Sim.Start();

        var body = """{"entity":{"id":"1001"},"item":{"items":[{"item":{"id":"5001"}},{"item":{"id":"1"}}]}}""";
        var error = (await (await sim.NetSuite(HttpMethod.Post, "record/v1/salesOrder", body)).Json()).GetProperty("o:errorDetails")[0];

        Assert.That(error.Text("o:errorPath"), Is.EqualTo("item.items[1].item"));
    }

    [Test]
    public async Task An_external_id_is_taken_once()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");

        var second = await sim.CreateOrder("SF-1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)second.StatusCode, Is.EqualTo(400));
            Assert.That(await second.Content.ReadAsStringAsync(), Does.Contain("USER_ERROR").And.Contain("This record already exists"));
            Assert.That((await sim.Ledger("netsuite/sales-orders")).GetArrayLength(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Forty_creates_at_once_with_one_external_id_make_one_order()
    {
        await using var sim = await Sim.Start(new() { NetSuite = { Concurrency = 100 } });

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => sim.CreateOrder("SF-1")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Count(answer => (int)answer.StatusCode == 204), Is.EqualTo(1));
            Assert.That((await sim.Ledger("netsuite/sales-orders")).GetArrayLength(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Upsert_by_external_id_creates_then_changes()
    {
        await using var sim = await Sim.Start();

        var first = await sim.NetSuite(HttpMethod.Put, "record/v1/customer/eid:new-1", """{"companyName":"New Shop"}""");
        var second = await sim.NetSuite(HttpMethod.Put, "record/v1/customer/eid:new-1", """{"companyName":"New Shop Ltd"}""");
        var ledger = (await sim.Ledger("netsuite/customers")).EnumerateArray().Where(customer => customer.Text("externalId") == "new-1").ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)first.StatusCode, Is.EqualTo(204));
            Assert.That((int)second.StatusCode, Is.EqualTo(204));
            Assert.That(ledger, Has.Count.EqualTo(1));
            Assert.That(ledger[0].Text("companyName"), Is.EqualTo("New Shop Ltd"));
        }
    }

    [Test]
    public async Task Replacing_the_lines_replaces_them_and_the_total()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");

        await sim.NetSuite(HttpMethod.Patch, "record/v1/salesOrder/eid:SF-1?replace=item", """{"item":{"items":[{"item":{"id":"5002"},"quantity":1,"rate":7.5}]}}""");
        var order = (await sim.Ledger("netsuite/sales-orders"))[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.GetProperty("lines").GetArrayLength(), Is.EqualTo(1));
            Assert.That(order.GetProperty("total").GetDecimal(), Is.EqualTo(7.5m));
            Assert.That(order.Text("version"), Is.EqualTo("2"));
        }
    }

    [Test]
    public async Task Without_replacing_a_numbered_line_changes_and_another_is_added()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");

        await sim.NetSuite(HttpMethod.Patch, "record/v1/salesOrder/eid:SF-1", """{"item":{"items":[{"line":2,"quantity":5},{"item":{"id":"5001"},"quantity":1,"rate":1}]}}""");
        var lines = (await sim.Ledger("netsuite/sales-orders"))[0].GetProperty("lines");

        Assert.That(lines.EnumerateArray().Select(line => line.GetProperty("amount").GetDecimal()), Is.EqualTo([59.97m, 50m, 1m]));
    }

    [Test]
    public async Task An_order_is_closed_when_every_line_is()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");

        await sim.NetSuite(HttpMethod.Patch, "record/v1/salesOrder/eid:SF-1", """{"item":{"items":[{"line":1,"isClosed":true}]}}""");
        var half = (await sim.Ledger("netsuite/sales-orders"))[0].Text("status");
        await sim.NetSuite(HttpMethod.Patch, "record/v1/salesOrder/eid:SF-1", """{"item":{"items":[{"line":2,"isClosed":true}]}}""");
        var whole = (await sim.Ledger("netsuite/sales-orders"))[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(half, Is.EqualTo("B"));
            Assert.That(whole.Text("status"), Is.EqualTo("H"));
            Assert.That(whole.Text("statusName"), Is.EqualTo("Closed"));
        }
    }

    [Test]
    public async Task An_approved_order_cannot_be_cancelled_by_its_status()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");

        var response = await sim.NetSuite(HttpMethod.Patch, "record/v1/salesOrder/eid:SF-1", """{"orderStatus":{"id":"C"}}""");

        Assert.That((await response.Json()).ErrorCode(), Is.EqualTo("USER_ERROR"));
    }

    [Test]
    public async Task A_deleted_order_is_gone_but_stays_in_the_ledger()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");

        await sim.NetSuite(HttpMethod.Delete, "record/v1/salesOrder/eid:SF-1");
        var read = await sim.NetSuite(HttpMethod.Get, "record/v1/salesOrder/eid:SF-1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)read.StatusCode, Is.EqualTo(404));
            Assert.That((await read.Json()).ErrorCode(), Is.EqualTo("NONEXISTENT_ID"));
            Assert.That((await sim.Ledger("netsuite/sales-orders"))[0].GetProperty("deleted").GetBoolean(), Is.True);
        }
    }

    [Test]
    public async Task Customers_are_listed_by_a_condition_as_links()
    {
        await using var sim = await Sim.Start();

        var list = await (await sim.NetSuite(HttpMethod.Get, "record/v1/customer?q=" + Uri.EscapeDataString("email IS \"maria@alfreds.example\""))).Json();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.GetProperty("count").GetInt32(), Is.EqualTo(1));
            Assert.That(list.GetProperty("items")[0].Text("id"), Is.EqualTo("1001"));
        }
    }

    [Test]
    public async Task More_calls_than_the_limit_get_429_without_advice_when_to_come_back()
    {
        await using var sim = await Sim.Start(new() { NetSuite = { Concurrency = 2 } });
        await sim.Faults("netsuite", """{"latencyMs":1000}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => sim.NetSuite(HttpMethod.Get, "system/v1/serverTime")));
        var refused = answers.Where(answer => (int)answer.StatusCode == 429).ToList();
        var body = await refused[0].Json();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Has.Count.EqualTo(3));
            Assert.That(body.ErrorCode(), Is.EqualTo("CONCURRENCY_LIMIT_EXCEEDED"));
            Assert.That(body.Text("title"), Is.EqualTo("Bad Request"));
            Assert.That(refused[0].Header("Retry-After"), Is.Null);
        }
    }
}
