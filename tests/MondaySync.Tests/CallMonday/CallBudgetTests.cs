using System.Net;
using Workers.MondaySync.CallMonday;
using Workers.Testing;
using Workers.Vendors;

namespace MondaySync.Tests.CallMonday;

internal sealed class CallBudgetTests
{
    [Test]
    public void A_used_up_minute_is_waited_out_and_slots_are_not()
    {
        var clock = new TestClock();
        using var budget = new CallBudget(clock);

        budget.Observe(With("\"minuteRate\";r=4999, \"concurrency\";r=0, \"complexityMinute\";r=4950000;t=45"));
        var before = budget.Wait();
        budget.Observe(With("\"minuteRate\";r=10, \"concurrency\";r=249, \"complexityMinute\";r=0;t=45"));
        var during = budget.Wait();
        clock.Advance(TimeSpan.FromSeconds(46));

        Assert.That((before, during, budget.Wait()), Is.EqualTo(((TimeSpan?)null, (TimeSpan?)TimeSpan.FromSeconds(45), (TimeSpan?)null)));
        Assert.That(budget.Left()["minuteRate"], Is.EqualTo(10));
    }

    private static VendorResponse With(string header) =>
        new(HttpStatusCode.OK, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["RateLimit"] = header }, "{}");
}
