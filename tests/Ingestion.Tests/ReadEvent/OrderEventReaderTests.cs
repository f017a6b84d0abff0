using System.Text;
using System.Text.Json.Nodes;
using Ingestion.Tests.Support;
using Workers.Ingestion.ReadEvent;

namespace Ingestion.Tests.ReadEvent;

public sealed class OrderEventReaderTests
{
    private static readonly ReadingLimits Limits = new(100_000, 1_000);

    [Test]
    public void A_valid_event_is_read_whole()
    {
        var reading = Read(SampleOrder.Event());
        Assert.That(reading.Violations, Is.Empty);
        var order = reading.Event!.Order!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.OrderDate, Is.EqualTo(new DateTimeOffset(2004, 6, 1, 0, 0, 0, TimeSpan.Zero)));
            Assert.That(order.OrderDate.Offset, Is.EqualTo(TimeSpan.Zero), "normalised to UTC");
            Assert.That(order.RequestedDate, Is.EqualTo(new DateOnly(2004, 6, 13)));
            Assert.That(order.Lines[0].Sizes, Is.EqualTo(new Dictionary<string, decimal> { ["S"] = 2, ["M"] = 4, ["L"] = 4 }));
            Assert.That(order.ShippingAddress!.Region, Is.Null);
            Assert.That(order.Customer.Name, Is.EqualTo("Nearby Cycle Shop"));
        }
    }

    [Test]
    public void A_cancellation_has_no_content() =>
        Assert.That(Read(SampleOrder.Cancelled("A", 3)).Event, Has.Property("Order").Null.And.Property("SourceVersion").EqualTo(3));

    [Test]
    public void The_source_is_compared_without_case() =>
        Assert.That(Read(SampleOrder.Event().With(order => order["source"] = "salesforce")).Event!.Source, Is.EqualTo("SALESFORCE"));

    [Test]
    public void A_byte_order_mark_is_read_over() =>
        Assert.That(OrderEventReader.Read((byte[])[0xEF, 0xBB, 0xBF, .. SampleOrder.Event().Bytes()], Limits).Event, Is.Not.Null);

    [Test]
    public void Every_violation_is_told_at_once()
    {
        var reading = Read(SampleOrder.Event().With(order =>
        {
            order.Remove("customer");
            order["currencyCode"] = "QQQ";
            order["orderDate"] = "yesterday";
            order["lines"]![0]!["quantity"] = -1;
            order["lines"]![0]!["unitPrice"] = "10";
        }));
        Assert.That(reading.Violations.Select(violation => violation.Path),
            Is.EquivalentTo(new[] { "$.customer", "$.currencyCode", "$.orderDate", "$.lines[0].quantity", "$.lines[0].unitPrice" }));
    }

    [Test]
    public void What_could_be_read_of_a_bad_event_is_told() =>
        Assert.That(Read(SampleOrder.Event("X1", 7).With(order => order.Remove("lines"))),
            Has.Property("Source").EqualTo("SALESFORCE").And.Property("SourceOrderId").EqualTo("X1").And.Property("SourceVersion").EqualTo(7));

    [TestCase("", Codes.Empty)]
    [TestCase(" \r\n", Codes.Empty)]
    [TestCase("hello", Codes.NotJson)]
    [TestCase("{\"a\":NaN}", Codes.NotJson)]
    [TestCase("{\"a\":1", Codes.NotJson)]
    [TestCase("{} {}", Codes.NotJson)]
    [TestCase("[]", Codes.Schema)]
    [TestCase("null", Codes.Schema)]
    [TestCase("{\"a\":1,\"a\":2}", Codes.DuplicateKey)]
    [TestCase("{\"a\":{\"b\":[{\"c\":1,\"c\":1}]}}", Codes.DuplicateKey)]
    [TestCase("{\"a\":1,\"\\u0061\":2}", Codes.DuplicateKey)]
    [TestCase("{\"a\":\"\\ud800\"}", Codes.UnreadableText)]
    [TestCase("{\"\\udfff\":1}", Codes.UnreadableText)]
    public void A_body_that_is_no_order_event_is_named(string body, string code) =>
        Assert.That(CodeOf(Encoding.UTF8.GetBytes(body)), Is.EqualTo(code));

    [Test]
    public void A_depth_bomb_is_refused() =>
        Assert.That(CodeOf(Encoding.UTF8.GetBytes(new string('[', 50_000))), Is.EqualTo(Codes.TooDeep));

    [Test]
    public void Bytes_that_are_no_text_are_refused() => Assert.That(CodeOf([0x7B, 0xFF, 0xFE, 0x7D]), Is.EqualTo(Codes.NotUtf8));

    [Test]
    public void An_oversized_body_is_refused_with_both_figures() =>
        Assert.That(OrderEventReader.Read(new byte[100_001], Limits).Violations[0].Message, Does.Contain("100001").And.Contains("100000"));

    [TestCase("1e400")]
    [TestCase("1e-400")]
    [TestCase("99999999999999999999999999999999999999999999")]
    [TestCase("10.00000000000000000000000000000000000000000001")]
    [TestCase("1e99999999999999999999")]
    [TestCase("-0.01")]
    public void A_number_that_no_column_holds_is_refused(string number) =>
        Assert.That(Read(SampleOrder.Event().ToJsonString().Replace("\"orderTotal\":97.5", $"\"orderTotal\":{number}")).Violations,
            Has.One.Property("Path").EqualTo("$.orderTotal"));

    [TestCase("9.75e1")]
    [TestCase("97.50000000000000000000000000000000000000000")]
    [TestCase("975E-1")]
    public void The_same_number_written_otherwise_is_accepted(string number) =>
        Assert.That(Read(SampleOrder.Event().ToJsonString().Replace("\"orderTotal\":97.5", $"\"orderTotal\":{number}")).Event!.Order!.OrderTotal, Is.EqualTo(97.5m));

    [TestCase("nul \0")]
    [TestCase("bell \u0007")]
    [TestCase("escape \u001b[31m")]
    public void A_control_character_is_refused_with_a_reason(string name)
    {
        var violation = Read(SampleOrder.Event().With(order => order["customer"]!["name"] = name)).Violations.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(violation.Code, Is.EqualTo(Codes.ControlCharacter));
            Assert.That(violation.Message, Does.Contain("control character"));
            Assert.That(violation.Got, Does.Contain("\\u00").And.Not.Contains(name[^1].ToString() == "m" ? "\u001b" : name[^1].ToString()));
        }
    }

    [TestCase("Robert'); drop table orders.staging_orders;--")]
    [TestCase("\"}){id} mutation { delete_item(item_id: 1) { id } }")]
    [TestCase("line one\r\nline two\ttab")]
    [TestCase("👕 قميص e\u0301 𝕏")]
    public void Text_is_carried_unharmed(string name) =>
        Assert.That(Read(SampleOrder.Event().With(order => order["customer"]!["name"] = name)).Event!.Order!.Customer.Name, Is.EqualTo(name));

    [Test]
    public void More_lines_than_allowed_are_refused_without_being_read() =>
        Assert.That(OrderEventReader.Read(SampleOrder.Event().With(order => order["lines"] = new JsonArray([.. Enumerable.Range(1, 6).Select(SampleOrder.Line)])).Bytes(), new(100_000, 5))
            .Violations.Select(violation => violation.Code), Is.EqualTo(new[] { Codes.TooManyLines }));

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool Reading_never_throws_whatever_the_bytes_are(byte[]? bytes)
    {
        var reading = OrderEventReader.Read(bytes ?? [], Limits);
        return reading.Event is null == reading.Violations.Count > 0;
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool Reading_never_throws_on_a_spoilt_event(int position, byte value)
    {
        var bytes = SampleOrder.Event().Bytes();
        bytes[(int)((uint)position % bytes.Length)] = value;
        var reading = OrderEventReader.Read(bytes, Limits);
        return reading.Event is null == reading.Violations.Count > 0;
    }

    private static string CodeOf(byte[] body) => Violations.CodeOf(OrderEventReader.Read(body, Limits).Violations);

    private static Reading Read(JsonObject order) => OrderEventReader.Read(order.Bytes(), Limits);

    private static Reading Read(string json) => OrderEventReader.Read(Encoding.UTF8.GetBytes(json), Limits);
}
