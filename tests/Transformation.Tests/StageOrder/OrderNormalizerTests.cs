using FsCheck;
using FsCheck.Fluent;
using Workers.Contracts.Ingestion;
using Workers.Transformation.StageOrder;

namespace Transformation.Tests.StageOrder;

public sealed class OrderNormalizerTests
{
    private static OrderDocument With(Func<OrderDocument, OrderDocument> change) => change(Orders.Document());

    private static OrderDocument Line(DocumentLine line, decimal total, string currency = "USD") =>
        Orders.Document(total: total) with { CurrencyCode = currency, Lines = [line] };

    private static IEnumerable<TestCaseData> Refused()
    {
        TestCaseData Case(string name, OrderDocument order, string code, string words) => new TestCaseData(order, code, words).SetName(name);
        yield return Case("A currency nobody knows", With(o => o with { CurrencyCode = "EURO" }), "UNKNOWN_CURRENCY", "EURO");
        yield return Case("A line total that is not the product", Line(Orders.Line(total: 90.01m), 90.01m), "LINE_TOTAL_MISMATCH", "90.01, but 10 x 10 - 10 is 90");
        yield return Case("A yen amount that is one yen off", Line(Orders.Line(total: 91), 91, "JPY"), "LINE_TOTAL_MISMATCH", "is 90");
        yield return Case("An order total that is not the sum", With(o => o with { TaxTotal = 5 }), "ORDER_TOTAL_MISMATCH", "orderTotal is 90 USD, but lines, tax and shipping sum to 95 USD");
        yield return Case("Sizes that are not the quantity", Line(Orders.Line() with { Sizes = new Dictionary<string, decimal> { ["S"] = 4, ["M"] = 5 } }, 90), "SIZES_MISMATCH", "orders 10, but its sizes sum to 9");
        yield return Case("A size twice", Line(Orders.Line() with { Sizes = new Dictionary<string, decimal> { ["S"] = 5, ["S "] = 5 } }, 90), "DUPLICATE_SIZE", "S");
        yield return Case("A line number twice", With(o => o with { OrderTotal = 180, Lines = [Orders.Line(), Orders.Line()] }), "DUPLICATE_LINE_NUMBER", "line number 1 occurs 2 times");
        yield return Case("No lines", With(o => o with { Lines = [] }), "NO_LINES", "no lines");
        yield return Case("No product", Line(Orders.Line(product: "  "), 90), "NO_PRODUCT_CODE", "line 1");
        yield return Case("A quantity below zero", Line(Orders.Line(quantity: -1, discount: 0, total: -10), -10), "QUANTITY_NOT_POSITIVE", "-1");
        yield return Case("A billing country nobody knows", Orders.Document(country: "Atlantis"), "UNKNOWN_COUNTRY", "customer.billingAddress.country 'Atlantis'");
        yield return Case("A shipping country nobody knows", With(o => o with { ShippingAddress = new Address { Country = "Atlantis" } }), "UNKNOWN_COUNTRY", "shippingAddress");
        yield return Case("A number without an end", Line(Orders.Line(price: decimal.MaxValue, total: null), 90), "NUMBER_TOO_LARGE", "unitPrice");
        yield return Case("A character that no table holds", With(o => o with { OrderNumber = "SO\0" }), "UNSTORABLE_TEXT", "orderNumber");
    }

    [TestCaseSource(nameof(Refused))]
    public void Refuses(object order, string code, string words)
    {
        var result = OrderNormalizer.Normalize((OrderDocument)order);
        Assert.That(result.Order, Is.Null);
        Assert.That(result.Rejection, Has.Property("Code").EqualTo(code).And.Property("Reason").Contains(words));
    }

    [TestCase("USD", "0.125", "1", "0.12", "0.12", TestName = "A half rounded down is right")]
    [TestCase("USD", "0.125", "1", "0.13", "0.13", TestName = "A half rounded up is right")]
    [TestCase("USD", "0.3333", "3", "1.00", "1.00", TestName = "Four digits of a price come to a whole cent")]
    [TestCase("KWD", "1.2345", "1", "1.235", "1.235", TestName = "Three digits in Kuwait")]
    [TestCase("JPY", "10.4", "1", "10", "10", TestName = "No digits in Japan")]
    public void Line_totals_are_compared_to_the_minor_unit(string currency, string price, string quantity, string total, string expected)
    {
        var (p, q, t) = (decimal.Parse(price), decimal.Parse(quantity), decimal.Parse(total));
        var result = OrderNormalizer.Normalize(Line(Orders.Line(price: p, quantity: q, discount: 0, total: t), t, currency));
        Assert.That(result.Order?.Lines.Single().LineTotal, Is.EqualTo(decimal.Parse(expected)), result.Rejection?.Reason);
    }

    [Test]
    public void An_absent_line_total_is_filled_in_and_text_is_brought_into_one_spelling()
    {
        var result = OrderNormalizer.Normalize(Orders.Document() with
        {
            CurrencyCode = " usd ", OrderNumber = "  ", Lines = [Orders.Line(number: 1, product: " AW-1 ", total: null)],
            ShippingAddress = new Address { City = " Wien ", Country = "Österreich" },
        });

        using var _ = Assert.EnterMultipleScope();
        Assert.That((result.Order!.CurrencyCode, result.Order.OrderNumber), Is.EqualTo(("USD", (string?)null)));
        Assert.That((result.Order.Lines[0].ProductCode, result.Order.Lines[0].LineTotal), Is.EqualTo(("AW-1", 90m)));
        Assert.That((result.Order.ShippingAddress!.City, result.Order.ShippingAddress.CountryCode), Is.EqualTo(("Wien", "AT")));
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public FsCheck.Property An_order_whose_sums_are_computed_is_staged_and_staging_it_again_changes_nothing() =>
        Prop.ForAll((from lines in (from q in Gen.Choose(1, 500) from p in Gen.Choose(0, 1_000_000) from d in Gen.Choose(0, 500) select (q, p, d)).NonEmptyListOf()
                from tax in Gen.Choose(0, 10_000)
                select (lines, tax)).ToArbitrary(), sample =>
        {
            var lines = sample.lines.Select((line, index) => Orders.Line(index + 1, "AW-1", line.q, line.p / 10_000m, line.d / 100m, null)).ToList();
            var total = lines.Sum(line => Amounts.Round(line.Quantity * line.UnitPrice - line.DiscountAmount, 2)) + sample.tax / 100m;
            var first = OrderNormalizer.Normalize(Orders.Document(total: total) with { TaxTotal = sample.tax / 100m, Lines = lines });
            var second = first.Order is null ? first : OrderNormalizer.Normalize(first.Order);
            return first.Rejection is null && second.Order!.OrderTotal == total && second.Order.Lines.Select(l => l.LineTotal).SequenceEqual(first.Order!.Lines.Select(l => l.LineTotal));
        });

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool Whatever_comes_an_answer_goes(decimal quantity, decimal price, decimal discount, decimal? total, decimal orderTotal, string? text, string? currency)
    {
        var result = OrderNormalizer.Normalize(new OrderDocument
        {
            OrderDate = default, CurrencyCode = currency ?? "", OrderTotal = orderTotal, OrderNumber = text,
            Customer = new CustomerDetails { Name = text, BillingAddress = new Address { Country = text } },
            Lines = [Orders.Line(1, text ?? "", quantity, price, discount, total)],
        });
        return (result.Order is null) != (result.Rejection is null);
    }
}
