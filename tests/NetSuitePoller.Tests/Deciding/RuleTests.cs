using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Workers.NetSuitePoller.Inventory;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.ResolveUnknown;
using Workers.NetSuitePoller.SalesOrders;
using Workers.Vendors;

namespace NetSuitePoller.Tests.Deciding;

internal sealed class RuleTests
{
    [TestCase(10, false, 10.0, false, false, null, "IN_STOCK", TestName = "Exactly enough is in stock")]
    [TestCase(10, false, 9.99, false, false, null, "PARTIAL", TestName = "Some is partial")]
    [TestCase(10, false, 0.0, false, false, null, "BACKORDERED", TestName = "None is backordered")]
    [TestCase(10, false, -3.0, false, false, null, "BACKORDERED", TestName = "Oversold is backordered")]
    [TestCase(10, false, null, false, false, "V-7", "DROP_SHIP", TestName = "No stock kept and a vendor known is a drop shipment")]
    [TestCase(10, false, 0.0, true, false, "V-7", "DROP_SHIP", TestName = "A drop-ship item keeps no stock")]
    [TestCase(10, false, 0.0, false, false, "V-7", "BACKORDERED", TestName = "A stocked item with a vendor is not drop-shipped")]
    [TestCase(10, false, null, false, false, null, "BACKORDERED", TestName = "No stock and no vendor is backordered")]
    [TestCase(10, true, 50.0, false, false, null, "SPECIAL_ORDER", TestName = "A custom product is a special order")]
    [TestCase(10, false, 50.0, false, true, "V-7", "SPECIAL_ORDER", TestName = "A special-order item is a special order")]
    public void Inventory(int quantity, bool custom, double? available, bool dropShip, bool special, string? vendor, string expected) =>
        Assert.That(InventoryRule.Decide(quantity, custom, new ItemStock(1, (decimal?)available, dropShip, special, vendor, 12)), Is.EqualTo(expected));

    [Test]
    public void A_drop_shipped_line_names_vendor_and_lead_time()
    {
        var line = InventoryRule.Lines([Commands.Line(1, 5004, 2, 1)], new Dictionary<long, ItemStock> { [5004] = new(5004, null, true, false, "V-7", 12) })[0];
        Assert.That((line.VendorId, line.VendorLeadTimeDays, line.AvailableQuantity), Is.EqualTo(("V-7", 12, (decimal?)null)));
    }

    [TestCase("None", null, 1, true, false, "LookAgain", TestName = "The first look-up is never believed")]
    [TestCase("None", 19.9, 20, true, false, "LookAgain", TestName = "Two look-ups too close together are not believed")]
    [TestCase("None", 20.0, 21, true, false, "SendAgain", TestName = "After the longest processing time the same bytes go again")]
    [TestCase("None", 20.0, 21, false, false, "GiveUp", TestName = "What is not wanted any more is not sent again")]
    [TestCase("Completed", 20.0, 21, true, false, "GiveUp", TestName = "A completed job makes nothing any more")]
    [TestCase("Running", 9000.0, 9001, true, false, "LookAgain", TestName = "A running job may still make it")]
    [TestCase("Running", 9000.0, 9001, false, false, "LookAgain", TestName = "A cancelled order waits for its running job")]
    [TestCase("Running", 25.0, 200, false, true, "GiveUp", TestName = "A person's retry gives the stuck job up")]
    [TestCase("Running", 25.0, 21_600, true, false, "GiveUp", TestName = "A job counts as lost in the end")]
    public void Absent(string job, double? absentFor, double age, bool stillWanted, bool wantedAnew, string expected) => Assert.That(
        UnknownRule.Decide(Enum.Parse<JobKnowledge>(job), absentFor is { } seconds ? TimeSpan.FromSeconds(seconds) : null, TimeSpan.FromSeconds(age), stillWanted, wantedAnew,
            TimeSpan.FromSeconds(20), TimeSpan.FromHours(6)).ToString(), Is.EqualTo(expected));

    [TestCase(400, "IDEMPOTENCY_ERROR", "", "AlreadySubmitted")]
    [TestCase(429, "CONCURRENCY_LIMIT_EXCEEDED", "", "Throttled")]
    [TestCase(400, "CONCURRENCY_LIMIT_EXCEEDED", "", "Throttled")]
    [TestCase(400, "SSS_REQUEST_LIMIT_EXCEEDED", "", "Throttled")]
    [TestCase(401, "INVALID_LOGIN", "", "NotSignedOn")]
    [TestCase(400, "INVALID_CONTENT", "", "Refused")]
    [TestCase(400, "USER_ERROR", "Please enter value(s) for: Customer.", "Refused")]
    [TestCase(400, "USER_ERROR", "This record already exists.", "AlreadyExists")]
    [TestCase(400, "INVALID_PARAMETER", "", "Refused")]
    [TestCase(400, "INVALID_HEADER", "", "Refused")]
    [TestCase(403, "INSUFFICIENT_PERMISSION", "", "Refused")]
    [TestCase(404, "NONEXISTENT_ID", "", "Missing")]
    [TestCase(409, "", "", "Refused")]
    [TestCase(500, "UNEXPECTED_ERROR", "", "Broken")]
    [TestCase(503, "SERVICE_UNAVAILABLE", "", "Broken")]
    [TestCase(200, "UNEXPECTED_ERROR", "", "Broken")]
    [TestCase(302, "", "", "Broken")]
    [TestCase(202, "", "", "Success")]
    public void The_code_in_the_body_decides_before_the_status(int status, string code, string detail, string expected)
    {
        var body = code.Length == 0 ? "" : $$"""{"title":"Bad Request","status":{{status}},"o:errorDetails":[{"detail":"{{detail}}","o:errorPath":"entity","o:errorCode":"{{code}}"}]}""";
        Assert.That(NetSuiteProblem.Of(new VendorResponse((HttpStatusCode)status, new Dictionary<string, string>(), body)).Meaning.ToString(), Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("<html><body>502</body></html>")]
    [TestCase("[1,2]")]
    [TestCase("""{"o:errorDetails":"none"}""")]
    [TestCase("""{"o:errorDetails":[5]}""")]
    public void A_hostile_error_body_is_still_an_answer(string body) =>
        Assert.That(NetSuiteProblem.Of(new VendorResponse(HttpStatusCode.BadRequest, new Dictionary<string, string>(), body)).Code, Is.EqualTo("HTTP_400"));

    [Test]
    public void Whatever_comes_in_whatever_order_the_latest_wins_and_no_create_starts_after_a_cancel() =>
        Prop.ForAll<(bool Cancel, byte Version, bool Landed)[]>(LatestWins).QuickCheckThrowOnFailure();

    private static void LatestWins((bool Cancel, byte Version, bool Landed)[] events)
    {
        var order = new SalesOrder { OrderId = Guid.CreateVersion7(), ExternalId = Guid.CreateVersion7() };
        foreach (var (cancel, raw, landed) in events)
        {
            var version = (raw % 5) + 1;
            SalesOrderRule.Accept(order, cancel ? RequestKind.Cancel : RequestKind.Create, version, 1, $"v{version}");
            if (order.State == OrderState.Create)
            {
                Assert.That(order.TombstoneVersion ?? 0, Is.LessThan(order.WantedVersion!.Value));
                (order.State, order.SentVersion, order.SentAttempt, order.SentHash) = (OrderState.Sent, order.WantedVersion, order.WantedAttempt, order.WantedHash);
            }
            else if (order.State == OrderState.Sent && landed)
            {
                SalesOrderRule.Created(order, 1, "SO1", order.SentVersion, closed: false);
                SalesOrderRule.Next(order);
            }

            if (order.State is OrderState.Create or OrderState.Update) Assert.That(order.WantedKind, Is.EqualTo(RequestKind.Create));
            if (order.State == OrderState.Close) Assert.That(order.WantedKind, Is.EqualTo(RequestKind.Cancel));
        }

        var highest = (events).Select(entry => (entry.Version % 5) + 1).DefaultIfEmpty(0).Max();
        Assert.That(order.WantedVersion ?? 0, Is.EqualTo(highest));
    }
}
