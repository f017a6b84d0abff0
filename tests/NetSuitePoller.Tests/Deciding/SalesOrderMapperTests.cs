using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workers.Contracts.NetSuite;
using Workers.NetSuitePoller;
using Workers.NetSuitePoller.Mapping;

namespace NetSuitePoller.Tests.Deciding;

internal sealed class SalesOrderMapperTests
{
    private static readonly Dictionary<string, string> Currencies = new NetSuiteOptions().Currencies;

    [Test]
    public void The_body_says_everything_NetSuite_needs()
    {
        var command = Commands.Create(lines: Commands.Line(3, 5001, 10, 10.00m, 10.00m) with
        {
            Sizes = new Dictionary<string, decimal> { ["S"] = 2, ["M"] = 4, ["L"] = 4 },
        });

        var body = Body(command);
        var line = body.GetProperty("item").GetProperty("items")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(body, "externalId"), Is.EqualTo(command.ExternalId.ToString()));
            Assert.That(Text(body, "entity", "id"), Is.EqualTo("1001"));
            Assert.That(Text(body, "subsidiary", "id"), Is.EqualTo("1"));
            Assert.That(Text(body, "currency", "id"), Is.EqualTo("1"));
            Assert.That(Text(body, "tranDate"), Is.EqualTo("2004-06-01"));
            Assert.That(Text(body, "otherRefNum"), Is.EqualTo("PO19604173239"));
            Assert.That(Text(body, "custbody_source_version"), Is.EqualTo("1"));
            Assert.That(Text(body, "custbody_source_order_id"), Is.EqualTo(command.SourceOrderId));
            Assert.That(Text(body, "shippingAddress", "addr2"), Is.EqualTo("Suite 2"));
            Assert.That(Text(body, "shippingAddress", "country", "id"), Is.EqualTo("CA"));
            Assert.That(Text(body, "billingAddress", "addressee"), Is.EqualTo("Nearby Cycle Shop"));
            Assert.That(body.GetProperty("shippingCost").GetDecimal(), Is.EqualTo(4.25m));
            Assert.That(line.GetProperty("amount").GetDecimal(), Is.EqualTo(90.00m));
            Assert.That(line.GetProperty("rate").GetDecimal(), Is.EqualTo(10.00m));
            Assert.That(line.GetProperty("custcol_line_number").GetInt32(), Is.EqualTo(3));
            Assert.That(Text(line, "custcol_sizes"), Is.EqualTo("L: 4, M: 4, S: 2"));
        }
    }

    [TestCase("CAD", "3")]
    [TestCase("eur", "4")]
    [TestCase("JPY", "6")]
    public void A_currency_is_named_by_its_id(string code, string id)
    {
        var command = Commands.Create();
        Assert.That(Text(Body(command with { Order = command.Order with { CurrencyCode = code } }), "currency", "id"), Is.EqualTo(id));
    }

    private static IEnumerable<TestCaseData> Unwritable()
    {
        var command = Commands.Create();
        yield return new TestCaseData(command with { Order = command.Order with { CurrencyCode = "XXX" } }, "NetSuite:Currencies:XXX").SetName("An unknown currency names the setting");
        yield return new TestCaseData(command with { Order = command.Order with { SubsidiaryId = null } }, "subsidiary").SetName("A missing subsidiary is named");
        yield return new TestCaseData(command with { Order = command.Order with { Lines = [] } }, "no lines").SetName("An order without lines is not written");
        yield return new TestCaseData(Commands.Create(lines: Commands.Line(7, null, 1, 1)), "line 7").SetName("A line without an item is named");
    }

    [TestCaseSource(nameof(Unwritable))]
    public void What_cannot_be_written_is_said_in_words(Workers.Contracts.NetSuite.CreateSalesOrder command, string words) =>
        Assert.That(SalesOrderMapper.Map(command, Currencies).Problem, Does.Contain(words));

    [Test]
    public void An_update_empties_what_the_new_version_does_not_have()
    {
        var command = Commands.Create();
        var changed = command with { Order = command.Order with { ShippingTotal = 0, PurchaseOrderNumber = null } };
        var update = JsonDocument.Parse(SalesOrderMapper.Map(changed, Currencies, isUpdate: true).Body!).RootElement;

        Assert.That(update.GetProperty("shippingCost").GetDecimal(), Is.Zero);
        Assert.That(update.GetProperty("otherRefNum").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(Body(changed).TryGetProperty("otherRefNum", out _), Is.False);
    }

    [Test]
    public void The_bodys_sum_is_the_orders_total_and_any_text_is_valid_JSON() =>
        Prop.ForAll<NonEmptyArray<PositiveInt>, string?, int>(SumIsTotal).QuickCheckThrowOnFailure();

    private static bool SumIsTotal(NonEmptyArray<PositiveInt> cents, string? text, int shipping)
    {
        var lines = cents.Get.Select((value, index) => Commands.Line(index + 1, 5001, value.Get % 50 + 1, value.Get / 100m, value.Get % 7 / 100m) with { Description = text }).ToArray();
        var command = Commands.Create(lines: lines);
        command = command with { Order = command.Order with { ShippingTotal = shipping / 100m, OrderNumber = text, OrderTotal = lines.Sum(line => line.LineTotal) + shipping / 100m + 2.10m } };
        var body = Body(command);
        decimal Sum(string name) => body.TryGetProperty(name, out var value) ? value.GetDecimal() : 0;
        var total = body.GetProperty("item").GetProperty("items").EnumerateArray().Sum(line => line.GetProperty("amount").GetDecimal()) + Sum("shippingCost") + Sum("taxTotal");
        return total == command.Order.OrderTotal;
    }

    [Test]
    public void A_collection_holds_the_bodies_as_they_are()
    {
        var bodies = Enumerable.Range(0, 3).Select(_ => SalesOrderMapper.Map(Commands.Create(), Currencies).Body!).ToList();
        var items = JsonDocument.Parse(SalesOrderMapper.Collection(bodies)).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetRawText());
        Assert.That(items, Is.EqualTo(bodies.Select(body => System.Text.Encoding.UTF8.GetString(body))));
    }

    private static JsonElement Body(Workers.Contracts.NetSuite.CreateSalesOrder command) => JsonDocument.Parse(SalesOrderMapper.Map(command, Currencies).Body!).RootElement;

    private static string? Text(JsonElement element, params string[] path) => path.Aggregate(element, (current, name) => current.GetProperty(name)).GetString();
}
