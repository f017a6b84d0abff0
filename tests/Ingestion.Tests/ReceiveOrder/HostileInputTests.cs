using Ingestion.Tests.Support;
using Workers.Contracts.Ingestion;

namespace Ingestion.Tests.ReceiveOrder;

public sealed class HostileInputTests
{
    [Test]
    public async Task Forty_hostile_inputs_in_one_go_are_quarantined_with_a_reason_or_carried_unharmed()
    {
        await using var intake = await IngestionHarness.Start(options => options.MaxBodyBytes = 1_048_576);
        var inputs = HostileInputs.All().ToArray();
        Assert.That(inputs, Has.Length.GreaterThanOrEqualTo(40));

        await intake.Deliver([.. inputs.Select(input => input.Body)]);

        var entries = (await intake.Database.Admin.Query<Entry>("select code, reason, body from quarantine", null, default)).ToLookup(entry => Convert.ToHexString(entry.Body));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, body, code) in inputs)
            {
                var entry = entries[Convert.ToHexString(body)].SingleOrDefault();
                Assert.That(entry?.Code, Is.EqualTo(code), name);
                if (code is not null) Assert.That(entry?.Reason, Does.Match(@"^\$[^:]*: [A-Z].{8,}"), name);
            }
            Assert.That(intake.Bus.Published<OrderReceived>(), Has.Count.EqualTo(inputs.Count(input => input.Code is null)));
            Assert.That(intake.Bus.Published<OrderReceived>().Single(order => order.SourceOrderId == "SQL").Order!.Customer.Name, Does.Contain("drop table").And.Contains("'!A0"));
            Assert.That(await intake.Count(), Is.EqualTo(new Figures(inputs.Length, 3, 0, inputs.Length - 3, 0)));
        }
    }

    private sealed record Entry(string Code, string Reason, byte[] Body);
}
