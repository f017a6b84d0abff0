using System.Net;
using Workers.MondaySync.CallMonday;
using Workers.Vendors;

namespace MondaySync.Tests.CallMonday;

internal sealed class ReplyReaderTests
{
    private static readonly Operation[] Two =
        [new() { Kind = OperationKind.CreateItem, OrderId = Guid.Empty }, new() { Kind = OperationKind.CreateSubitem, OrderId = Guid.Empty }];

    [Test]
    public void An_alias_that_failed_does_not_touch_its_neighbours()
    {
        var reply = Read(200, """{"data":{"a0":{"id":"12"},"a1":null},"errors":[{"message":"no such label","path":["a1"],"extensions":{"code":"ColumnValueException"}}]}""");

        var aliases = ((MondayReply.Answered)reply).Aliases;
        Assert.That((aliases[0].Outcome, aliases[0].Id), Is.EqualTo((AliasOutcome.Done, 12L)));
        Assert.That((aliases[1].Outcome, aliases[1].Code), Is.EqualTo((AliasOutcome.Rejected, "ColumnValueException")));
    }

    [TestCase("ColumnValueException", nameof(AliasOutcome.Rejected))]
    [TestCase("ItemNameTooLongException", nameof(AliasOutcome.Rejected))]
    [TestCase("InvalidColumnIdException", nameof(AliasOutcome.Rejected))]
    [TestCase("ItemsLimitationException", nameof(AliasOutcome.BoardFull))]
    [TestCase("tooManyRequests", nameof(AliasOutcome.Throttled))]
    [TestCase("FIELD_LIMIT_EXCEEDED", nameof(AliasOutcome.Throttled))]
    [TestCase("ResourceNotFoundException", nameof(AliasOutcome.NotFound))]
    [TestCase("INTERNAL_SERVER_ERROR", nameof(AliasOutcome.Refused))]
    public void The_code_of_an_alias_says_what_to_do_next(string code, string outcome)
    {
        var reply = Read(200, "{\"data\":{\"a0\":{\"id\":12},\"a1\":null},\"errors\":[{\"message\":\"m\",\"path\":[\"a1\"],\"extensions\":{\"code\":\"" + code + "\"}}]}");

        Assert.That(((MondayReply.Answered)reply).Aliases[1].Outcome.ToString(), Is.EqualTo(outcome));
    }

    [TestCase(429, """{"errors":[{"message":"Minute rate limit exceeded","extensions":{"code":"MINUTE_RATE_LIMIT_EXCEEDED","retry_in_seconds":58}}]}""", 58, TestName = "Minute limit")]
    [TestCase(429, """{"errors":[{"message":"Too many concurrent requests","extensions":{"code":"maxConcurrencyExceeded","retry_in_seconds":15}}]}""", 15, TestName = "Concurrency, documented spelling")]
    [TestCase(429, """{"errors":[{"message":"Daily limit exceeded","extensions":{"code":"DAILY_LIMIT_EXCEEDED","retry_in_seconds":3599}}]}""", 3599, TestName = "Daily limit")]
    [TestCase(200, """{"errors":[{"message":"busy","extensions":{"retry_in_seconds":"7"}}]}""", 7, TestName = "Any error with retry_in_seconds")]
    [TestCase(200, """{"error_code":"ComplexityException","status_code":429,"error_message":"Complexity budget exhausted, query cost 30001 budget remaining 19986 out of 1000000 reset in 3 seconds","error_data":{},"errors":[],"account_id":1}""", 3, TestName = "Complexity, the legacy form")]
    [TestCase(200, """{"data":null,"errors":[{"message":"API is temporarily blocked","extensions":{"code":"API_TEMPORARILY_BLOCKED"}}]}""", 15, TestName = "Blocked")]
    [TestCase(429, "<html>slow down</html>", 15, TestName = "A page instead of JSON")]
    [TestCase(423, """{"errors":[{"message":"Resource is currently locked, please try again later"}]}""", 15, TestName = "Locked")]
    public void A_limit_is_waited_out_in_both_spellings(int status, string body, int seconds)
    {
        var reply = (MondayReply.NotTaken)Read(status, body);

        Assert.That((reply.Code, reply.Delay), Is.EqualTo(("RATE_LIMITED", TimeSpan.FromSeconds(seconds))));
    }

    [TestCase(500, """{"errors":[{"message":"Internal server error"}]}""", TestName = "500")]
    [TestCase(503, """{"errors":[{"message":"Request processing timeout exceeded","extensions":{"code":"TIMEOUT_EXCEEDED"}}]}""", TestName = "503")]
    [TestCase(200, "", TestName = "Empty answer")]
    [TestCase(200, """{"data":{"a0":{"id":"1"},""", TestName = "Truncated answer")]
    [TestCase(200, """{"data":null}""", TestName = "No data and no error")]
    [TestCase(200, """[1,2]""", TestName = "A list")]
    [TestCase(200, """{"data":null,"errors":[{"message":"boom","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}""", TestName = "200 with an error of the server")]
    [TestCase(200, "<html></html>", TestName = "A page")]
    public void What_may_have_taken_effect_is_unknown(int status, string body) =>
        Assert.That(Read(status, body), Is.TypeOf<MondayReply.Unknown>());

    [TestCase(200, """{"errors":[{"message":"Parse error on \"}\" (RCURLY) at [1, 3]"}]}""", TestName = "Parse error")]
    [TestCase(200, """{"errors":[{"message":"Variable $v0 of type JSON! was provided invalid value","extensions":{"value":"x","problems":[{"path":[],"explanation":"Syntax error"}]}}]}""", TestName = "Variable error")]
    [TestCase(400, """{"errors":[{"message":"Bad request","extensions":{"code":"JsonParseException"}}]}""", TestName = "400")]
    public void What_was_refused_before_it_ran_took_no_effect(int status, string body) =>
        Assert.That(Read(status, body), Is.TypeOf<MondayReply.Refused>());

    [TestCase(401, """{"errors":[{"message":"Not Authenticated"}]}""", "MONDAY__TOKEN")]
    [TestCase(403, """{"errors":[{"message":"no","extensions":{"code":"USER_ACCESS_DENIED"}}]}""", "MONDAY__TOKEN")]
    [TestCase(200, """{"errors":[{"message":"no such version","extensions":{"code":"InvalidVersionException"}}]}""", "MONDAY__APIVERSION")]
    [TestCase(404, "<html>nothing here</html>", "MONDAY__BASEURL")]
    [TestCase(302, "", "MONDAY__BASEURL")]
    public void A_wrong_setting_fails_no_order_and_names_itself(int status, string body, string setting) =>
        Assert.That(((MondayReply.NotTaken)Read(status, body)).Reason, Does.Contain(setting));

    [Test]
    public void A_request_under_way_is_waited_for() =>
        Assert.That(Read(409, """{"errors":[{"message":"being processed","extensions":{"code":"IDEMPOTENCY_CONFLICT"}}]}""", ("Retry-After", "2")), Is.EqualTo(new MondayReply.InProgress(TimeSpan.FromSeconds(2))));

    [TestCase("""{"data":{"a0":{"id":"-5"},"a1":{"id":null}}}""")]
    [TestCase("""{"data":{"a0":"yes"}}""")]
    public void An_id_that_is_none_is_an_unknown_outcome(string body) =>
        Assert.That(((MondayReply.Answered)Read(200, body)).Aliases, Has.All.Property("Outcome").EqualTo(AliasOutcome.Unknown));

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public void No_answer_breaks_the_reader(int status, string? body) =>
        Assert.That(Read(100 + Math.Abs(status % 500), body ?? ""), Is.Not.Null);

    private static MondayReply Read(int status, string body, params (string Name, string Value)[] headers) =>
        ReplyReader.Read(new VendorResponse((HttpStatusCode)status, headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), body), Two);
}
