using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Workers.Testing;

namespace Fleet.Tests;

/// <summary>Whatever arrives ends in quarantine with a reason a person understands, or is carried unharmed to the end; no service falls ill.</summary>
[Category("Fleet")]
public sealed class HostileInputTests
{
    [Test]
    public async Task Forty_hostile_inputs_are_quarantined_with_a_reason_or_carried_unharmed()
    {
        var fleet = await SharedFleet.Get();
        Assert.That(HostileInputs.All, Has.Count.GreaterThanOrEqualTo(40));
        await Publisher.PublishBytes(fleet.Broker, HostileInputs.All.Select(input => ("salesforce", input.Body)));

        var quarantine = await Eventually.Value(() => Quarantine(fleet),
            entries => HostileInputs.All.All(input => input.Reason is null || Find(entries, input) is not null), "every bad input is in quarantine", TimeSpan.FromMinutes(1));
        using (Assert.EnterMultipleScope())
            foreach (var input in HostileInputs.All)
            {
                var entry = Find(quarantine, input);
                if (input.Reason is null) Assert.That(entry, Is.Null, $"{input.Name} is carried");
                else Assert.That(entry!["reason"]!.ToString(), Is.Not.Empty.And.Contains(input.Reason), input.Name);
            }

        var carried = HostileInputs.All.Where(input => input.Reason is null).Select(input => JsonNode.Parse(input.Body)!.AsObject()).ToList();
        await new LedgerCheck(fleet).EveryOrderStandsOnce(carried, TimeSpan.FromMinutes(1));
        var poisoned = (await new LedgerCheck(fleet).SalesOrders())[carried[0].ExternalId()].First();
        Assert.That(poisoned["otherRefNum"]!.ToString(), Is.EqualTo(carried[0]["purchaseOrderNumber"]!.ToString()), "text arrives as it was sent");
        await EveryServiceIsHealthy(fleet);
    }

    [Test]
    public async Task A_quarantined_input_can_be_corrected_and_resubmitted()
    {
        var fleet = await SharedFleet.Get();
        var good = OrderData.Copy("mend", 1, 320)[0];
        var bad = good.With(order => order["orderTotal"] = 0.01m);
        await Publisher.Publish(fleet.Broker, [bad]);
        var entry = await Eventually.Value(async () => (await Quarantine(fleet)).FirstOrDefault(found => found.ToJsonString().Contains("mend-0320", StringComparison.Ordinal)),
            found => found is not null, "the input is in quarantine");

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, good.ToJsonString());
        await fleet.Must("quarantine", "resubmit", entry!["id"]!.ToString(), "--file", file, "--reason", "total corrected");
        File.Delete(file);
        await new LedgerCheck(fleet).EveryOrderStandsOnce([good], TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task Message_ids_that_repeat_or_lack_and_foreign_content_types_lose_nothing()
    {
        var fleet = await SharedFleet.Get();
        var orders = OrderData.Copy("ids", 30, 340);
        var bodies = orders.Select(order => ("salesforce", Encoding.UTF8.GetBytes(order.ToJsonString()))).ToList();
        await Publisher.PublishBytes(fleet.Broker, bodies.Take(10), properties => properties.MessageId = "11111111-1111-1111-1111-111111111111");
        await Publisher.PublishBytes(fleet.Broker, bodies.Skip(10).Take(10), properties => { properties.ContentType = null; properties.MessageId = "not a guid"; });
        await Publisher.PublishBytes(fleet.Broker, bodies.Skip(20), properties => properties.ContentType = "application/vnd.masstransit+json");
        await new LedgerCheck(fleet).EveryOrderStandsOnce(orders, TimeSpan.FromMinutes(2));
    }

    [Test]
    public async Task The_http_intake_answers_every_violation_at_once_and_takes_a_good_order()
    {
        var fleet = await SharedFleet.Get();
        var good = OrderData.Copy("http", 1, 380)[0];
        var bad = good.With(order => { order.Remove("customer"); order["currencyCode"] = "EURO"; order["lines"]![0]!["quantity"] = -1; });
        using var refused = await fleet.PostOrder(bad.ToJsonString());
        var text = await refused.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(text, Does.Contain("customer").And.Contains("currencyCode").And.Contains("quantity"));
        }
        using var large = await fleet.PostOrder(good.With(order => order["note"] = new string('x', 2_000_000)).ToJsonString());
        Assert.That(large.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        using var accepted = await fleet.PostOrder(good.ToJsonString());
        Assert.That(accepted.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        await new LedgerCheck(fleet).EveryOrderStandsOnce([good], TimeSpan.FromMinutes(1));
    }

    private static async Task<IReadOnlyList<JsonNode>> Quarantine(FleetUnderTest fleet)
    {
        var entries = new List<JsonNode>();
        var page = await fleet.Get("ingestion", "/quarantine?limit=500");
        foreach (var entry in (page as JsonArray ?? page["items"]!.AsArray()))
            entries.Add(await fleet.Get("ingestion", $"/quarantine/{entry!["id"]}"));
        return entries;
    }

    private static JsonNode? Find(IReadOnlyList<JsonNode> entries, HostileInput input) =>
        entries.FirstOrDefault(entry => entry["payloadBase64"]?.ToString() == Convert.ToBase64String(input.Body));

    private static async Task EveryServiceIsHealthy(FleetUnderTest fleet)
    {
        await fleet.ReadStatus();
        foreach (var service in fleet.Status["services"]!.AsArray())
            Assert.That(service!["state"]!.ToString(), Is.EqualTo("ready"), service["name"]!.ToString());
    }
}
