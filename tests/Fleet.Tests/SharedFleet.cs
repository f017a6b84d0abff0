namespace Fleet.Tests;

/// <summary>One fleet for the journeys that can share it: each uses order ids of its own. Vendors' time-outs are short, credit is ample.</summary>
[SetUpFixture]
internal sealed class SharedFleet
{
    private static readonly Lazy<Task<FleetUnderTest>> Started = new(Start);

    public static Task<FleetUnderTest> Get() => Started.Value;

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Started.IsValueCreated && Started.Value.IsCompletedSuccessfully) await (await Started.Value).DisposeAsync();
    }

    private static async Task<FleetUnderTest> Start()
    {
        var fleet = await FleetUnderTest.Up(new Dictionary<string, string>
        {
            ["NetSuite__Timeout"] = "00:00:02",
            ["Monday__Timeout"] = "00:00:02",
        });
        await fleet.Load(OrderData.RichCustomers(), OrderData.Products);
        return fleet;
    }
}
