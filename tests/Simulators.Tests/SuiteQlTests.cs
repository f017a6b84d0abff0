using System.Text.Json;
using Workers.Simulators.NetSuite;

namespace Simulators.Tests;

internal sealed class SuiteQlTests
{
    [Test]
    public async Task Orders_are_found_by_external_ids_with_lower_case_columns_and_text_values()
    {
        await using var sim = await Sim.Start();
        await sim.CreateOrder("SF-1");
        await sim.CreateOrder("SF-2");

        var answer = await (await sim.SuiteQl("SELECT Id, TranId, externalid, foreigntotal, memo FROM transaction WHERE type='SalesOrd' AND externalid IN ('SF-2', 'nobody')")).Json();
        var row = answer.GetProperty("items")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("count").GetInt32(), Is.EqualTo(1));
            Assert.That(row.EnumerateObject().Select(member => member.Name), Is.EqualTo(["links", "id", "tranid", "externalid", "foreigntotal"]), "a null is left out");
            Assert.That(row.EnumerateObject().Skip(1).Select(member => member.Value.ValueKind), Is.All.EqualTo(JsonValueKind.String));
            Assert.That(row.Text("foreigntotal"), Is.EqualTo("79.97"));
        }
    }

    [Test]
    public async Task Without_the_preference_it_is_refused()
    {
        await using var sim = await Sim.Start();

        var response = await sim.SuiteQl("SELECT id FROM item", prefer: null);

        Assert.That((await response.Json()).ErrorCode(), Is.EqualTo("INVALID_HEADER"));
    }

    [TestCase("SELECT id FROM customer WHERE companyname = 'Around the Horn'", "1002")]
    [TestCase("SELECT id FROM customer WHERE email LIKE '%horn%'", "1002")]
    [TestCase("SELECT id FROM item WHERE quantityavailable >= 10", "5001")]
    [TestCase("SELECT id FROM item WHERE vendor IS NOT NULL", "5002")]
    [TestCase("SELECT i.id AS id FROM item i WHERE i.isdropshipitem = 'T'", "5002")]
    [TestCase("SELECT id FROM item WHERE id IN (5001) ORDER BY id DESC", "5001")]
    [TestCase("select id from customer where companyname <> 'Around the Horn' order by companyname", "1001")]
    [TestCase("SELECT id FROM item WHERE id NOT IN ('5001')", "5002")]
    public async Task Conditions_select(string query, string id)
    {
        await using var sim = await Sim.Start();

        var items = (await (await sim.SuiteQl(query)).Json()).GetProperty("items");

        Assert.That(items.EnumerateArray().Select(row => row.Text("id")), Is.EqualTo([id]));
    }

    [Test]
    public async Task Lines_are_rows_of_their_own_with_negative_quantities()
    {
        await using var sim = await Sim.Start();
        var id = (await sim.CreateOrder("SF-1")).Headers.Location!.ToString().Split('/')[^1];

        var items = (await (await sim.SuiteQl($"SELECT item, quantity, isclosed FROM transactionline WHERE transaction = {id}")).Json()).GetProperty("items");

        Assert.That(items.EnumerateArray().Select(row => row.Text("quantity")), Is.EqualTo(["-3", "-2"]));
    }

    [Test]
    public async Task Pages_say_whether_there_is_more()
    {
        await using var sim = await Sim.Start();

        var first = await (await sim.SuiteQl("SELECT id FROM item ORDER BY id", "?limit=1&offset=0")).Json();
        var second = await (await sim.SuiteQl("SELECT id FROM item ORDER BY id", "?limit=1&offset=1")).Json();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.GetProperty("hasMore").GetBoolean(), second.GetProperty("hasMore").GetBoolean()), Is.EqualTo((true, false)));
            Assert.That(second.GetProperty("items")[0].Text("id"), Is.EqualTo("5002"));
            Assert.That(first.GetProperty("totalResults").GetInt32(), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_doubled_quote_is_a_quote_and_ends_nothing()
    {
        await using var sim = await Sim.Start();
        await sim.NetSuite(HttpMethod.Put, "record/v1/customer/eid:oreilly", """{"companyName":"O'Reilly' OR id > 0"}""");

        var rows = (await (await sim.SuiteQl("SELECT externalid FROM customer WHERE companyname = 'O''Reilly'' OR id > 0'")).Json()).GetProperty("items");

        Assert.That(rows.EnumerateArray().Select(row => row.Text("externalid")), Is.EqualTo(["oreilly"]));
    }

    [TestCase("")]
    [TestCase("SELECT")]
    [TestCase("SELECT id FROM nothing")]
    [TestCase("SELECT nothing FROM item")]
    [TestCase("SELECT id FROM item WHERE id = ")]
    [TestCase("SELECT id FROM item WHERE id = 'open")]
    [TestCase("SELECT id FROM item; DROP TABLE item")]
    [TestCase("SELECT id FROM item WHERE id = 1 OR 1=1")]
    [TestCase("DELETE FROM item")]
    [TestCase("SELECT id FROM item WHERE id IN ()")]
    public async Task A_wrong_query_is_refused(string query)
    {
        await using var sim = await Sim.Start();

        var response = await sim.SuiteQl(query);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(400));
            Assert.That((await response.Json()).ErrorCode(), Is.EqualTo("INVALID_PARAMETER"));
        }
    }

    [TestCase("abc", "a%", ExpectedResult = true)]
    [TestCase("abc", "%c", ExpectedResult = true)]
    [TestCase("abc", "a_c", ExpectedResult = true)]
    [TestCase("abc", "%b%", ExpectedResult = true)]
    [TestCase("abc", "abc%", ExpectedResult = true)]
    [TestCase("abc", "b%", ExpectedResult = false)]
    [TestCase("abc", "ab", ExpectedResult = false)]
    [TestCase("", "%", ExpectedResult = true)]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "%a%a%a%a%a%a%a%a%a%a%c", ExpectedResult = false)]
    public bool Like_matches(string value, string pattern) => SuiteQlRunner.Like(value, pattern);
}
