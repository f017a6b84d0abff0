using System.Net;
using Workers.Simulators;

namespace Simulators.Tests;

internal sealed class ControlTests
{
    [Test]
    public async Task Faults_are_off_on_a_public_listener_and_ledgers_are_not()
    {
        await using var host = await SimulatorHost.Start(new() { Http = { Host = "0.0.0.0" } });
        using var http = new HttpClient { BaseAddress = new Uri(host.BaseUrl.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await http.PutAsync("/_faults/netsuite", new StringContent("{}"))).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await http.GetAsync("/_ledger/netsuite/sales-orders")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [TestCase("/health/live", 200)]
    [TestCase("/health/ready", 200)]
    [TestCase("/_ledger/nobody/calls", 404)]
    [TestCase("/_ledger/netsuite/nothing", 404)]
    [TestCase("/_ledger/monday/boards", 200)]
    [TestCase("/_ledger/netsuite/jobs?summary=true", 200)]
    [TestCase("/_faults/nobody", 404)]
    [TestCase("/elsewhere", 404)]
    [TestCase("/netsuite/services/rest/nowhere", 401)]
    public async Task Paths_answer(string path, int status)
    {
        await using var sim = await Sim.Start();

        Assert.That((int)(await sim.Http.GetAsync(path)).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Seeding_twice_changes_nothing_and_again_with_news_updates()
    {
        await using var sim = await Sim.Start();
        await sim.Put("/_seed/customers", Sim.Customers);
        await sim.Put("/_seed/customers", """[{"netsuiteCustomerId":"1001","companyName":"Alfreds Neue Futterkiste"}]""");

        var customers = (await sim.Ledger("netsuite/customers")).EnumerateArray().Select(customer => customer.Text("companyName"));

        Assert.That(customers, Is.EqualTo(["Alfreds Neue Futterkiste", "Around the Horn"]));
    }

    [TestCase("{}")]
    [TestCase("""[{"creditLimit":"much"}]""")]
    [TestCase("")]
    public async Task A_wrong_seed_is_refused(string body)
    {
        await using var sim = await Sim.Start();

        Assert.That((await sim.Put("/_seed/customers", body)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_reset_forgets_everything_but_the_board_of_the_start()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");
        await sim.Gql("mutation { create_item(board_id: 4100000001, item_name: \"n\") { id } create_board(board_name: \"b\", board_kind: public) { id } }");
        await sim.Faults("netsuite", """{"error429":1}""");

        await sim.Http.PostAsync("/_reset", null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await sim.Ledger("netsuite/sales-orders")).GetArrayLength(), Is.Zero);
            Assert.That((await sim.Ledger("netsuite/customers")).GetArrayLength(), Is.Zero);
            Assert.That((await sim.Ledger("monday/items")).GetArrayLength(), Is.Zero);
            Assert.That((await sim.Ledger("monday/boards")).GetArrayLength(), Is.EqualTo(2));
            Assert.That((await sim.Ledger("netsuite/calls?summary=true")).GetProperty("total").GetInt32(), Is.Zero);
            Assert.That(await (await sim.Http.GetAsync("/_faults/netsuite")).Content.ReadAsStringAsync(), Is.EqualTo("null"));
        }
    }

    [Test]
    public async Task Since_shows_only_what_changed_later()
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(clock: clock);
        await sim.CreateOrder("SF-1");
        clock.Advance(TimeSpan.FromMinutes(1));
        await sim.CreateOrder("SF-2");

        var orders = await sim.Ledger("netsuite/sales-orders?since=2026-10-01T12:00:30Z");
        var calls = await sim.Ledger("netsuite/calls?since=2026-10-01T12:00:30Z");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(orders.EnumerateArray().Select(order => order.Text("externalId")), Is.EqualTo(["SF-2"]));
            Assert.That(calls.GetArrayLength(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task The_ledger_of_calls_keeps_the_latest_and_counts_all()
    {
        await using var sim = await Sim.Start(new() { Simulators = { CallLedgerCapacity = 100 } });
        for (var call = 0; call < 130; call++)
            await sim.As400($"CUST-{call}");

        var calls = await sim.Ledger("as400/calls");
        var summary = await sim.Ledger("as400/calls?summary=true");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(calls.GetArrayLength(), Is.EqualTo(100));
            Assert.That(calls[99].Text("keys"), Is.EqualTo("CUST-129"));
            Assert.That(summary.GetProperty("total").GetInt32(), Is.EqualTo(130));
        }
    }

    [Test]
    public void Every_wrong_setting_is_named_at_once_with_its_cure()
    {
        var options = new SimulatorOptions { NetSuite = { Concurrency = 0, PublicKeyPath = "/no/such.pem" }, As400 = { NightlyWindow = "late" } };

        var problems = SimulatorOptionsCheck.Problems(options);

        Assert.That(problems, Has.Count.EqualTo(3)
            .And.Some.Contains("NetSuite__Concurrency").And.Some.Contains("NetSuite__PublicKeyPath").And.Some.Contains("HH:mm-HH:mm"));
    }

    [Test]
    public void The_defaults_are_valid() => Assert.That(SimulatorOptionsCheck.Problems(new SimulatorOptions()), Is.Empty);
}
