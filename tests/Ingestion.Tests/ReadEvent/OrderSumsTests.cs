using System.Text.Json.Nodes;
using Ingestion.Tests.Support;
using Workers.Ingestion.ReadEvent;

namespace Ingestion.Tests.ReadEvent;

public sealed class OrderSumsTests
{
    [TestCase("USD", 3, 3.333, 0, 10.00, 10.00, TestName = "A line total rounded to the cent is right")]
    [TestCase("USD", 1, 10.005, 0, 10.00, 10.00, TestName = "Half a cent may be rounded down")]
    [TestCase("USD", 1, 10.005, 0, 10.01, 10.01, TestName = "Half a cent may be rounded up")]
    [TestCase("JPY", 1, 100.4, 0, 100, 100, TestName = "Yen have no minor unit")]
    [TestCase("KWD", 1, 1.2344, 0, 1.234, 1.234, TestName = "Dinars have three decimals")]
    [TestCase("USD", 10, 10, 100, 0, 0, TestName = "A discount may be the whole price")]
    public void Figures_that_agree(string currency, decimal quantity, decimal price, decimal discount, decimal lineTotal, decimal orderTotal) =>
        Assert.That(Violations(Order(currency, quantity, price, discount, lineTotal, orderTotal)), Is.Empty);

    [TestCase("USD", 1, 10.00, 0, 10.01, 10.01, "LINE_TOTAL_MISMATCH", "10.01", "10", TestName = "A cent too much in a line")]
    [TestCase("USD", 1, 10.00, 0, 10.00, 10.01, "ORDER_TOTAL_MISMATCH", "10.01", "10", TestName = "A cent too much in the total")]
    [TestCase("KWD", 1, 1.234, 0, 1.235, 1.235, "LINE_TOTAL_MISMATCH", "1.235", "1.234", TestName = "A fils too much")]
    [TestCase("JPY", 1, 100, 0, 101, 101, "LINE_TOTAL_MISMATCH", "101", "100", TestName = "A yen too much")]
    public void Figures_that_do_not_agree_are_both_told(
        string currency, decimal quantity, decimal price, decimal discount, decimal lineTotal, decimal orderTotal, string code, string given, string computed)
    {
        var violation = Violations(Order(currency, quantity, price, discount, lineTotal, orderTotal)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(violation.Code, Is.EqualTo(code));
            Assert.That(violation.Message, Does.Contain(given).And.Contains(computed));
        }
    }

    [Test]
    public void Sizes_sum_to_the_quantity() =>
        Assert.That(Violations(SampleOrder.Event().With(order => order["lines"]![0]!["sizes"]!["M"] = 5)).Single().Message, Does.Contain("11").And.Contains("10"));

    [Test]
    public void A_line_number_that_is_there_twice_is_refused() =>
        Assert.That(Violations(SampleOrder.Event().With(order => { order["lines"] = new JsonArray(SampleOrder.Line(1), SampleOrder.Line(1)); order["orderTotal"] = 187.5; })).Single().Code,
            Is.EqualTo(Codes.DuplicateLine));

    [Test]
    public void A_discount_above_the_price_is_refused() =>
        Assert.That(Violations(SampleOrder.Event().With(order => { order["lines"]![0]!["discountAmount"] = 100.01; order["lines"]![0]!.AsObject().Remove("lineTotal"); order["orderTotal"] = 7.49; })).Single().Path,
            Is.EqualTo("$.lines[0].discountAmount"));

    [Test]
    public void A_line_total_that_was_left_out_is_computed()
    {
        var order = SampleOrder.Event().With(order => order["lines"]![0]!.AsObject().Remove("lineTotal"));
        Assert.That(OrderEventReader.Read(order.Bytes(), new(100_000, 10)).Event!.Order!.Lines[0].LineTotal, Is.EqualTo(90m));
    }

    private static IReadOnlyList<Violation> Violations(JsonObject order) => OrderEventReader.Read(order.Bytes(), new(100_000, 10)).Violations;

    private static JsonObject Order(string currency, decimal quantity, decimal price, decimal discount, decimal lineTotal, decimal orderTotal) =>
        SampleOrder.Event().With(order =>
        {
            (order["currencyCode"], order["orderTotal"], order["taxTotal"], order["shippingTotal"]) = (currency, orderTotal, 0, 0);
            var line = order["lines"]![0]!.AsObject();
            (line["quantity"], line["unitPrice"], line["discountAmount"], line["lineTotal"]) = (quantity, price, discount, lineTotal);
            line.Remove("sizes");
        });
}
