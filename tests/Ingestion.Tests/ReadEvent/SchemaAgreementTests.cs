using System.Text.Json;
using System.Text.Json.Nodes;
using Ingestion.Tests.Support;
using Workers.Ingestion.ReadEvent;
using Workers.Testing;

namespace Ingestion.Tests.ReadEvent;

/// <summary>The published schema and the reader say the same about every document that differs in what a schema can say.</summary>
public sealed class SchemaAgreementTests
{
    private static readonly ReadingLimits Limits = new(1_048_576, 1_000);

    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "contracts", "order-event.schema.json"))).RootElement;

    private static readonly SchemaInterpreter Interpreter = new(Schema);

    private static readonly JsonNode?[] Values =
    [
        null, true, 0, -1, 1, 2.0, 1.5, 1e14, 123456789012345678m, "", " ", "x", " x", "x ", "a b", "1", "2004-06-13", "2004-02-30", "2004-06-13T08:00:00Z",
        "2004-06-13T08:00:00", "1850-01-01", "USD", "usd", "QQQ", "179946891", "17994689", "a\tb", "line\nbreak", "nul\0", "esc\u001b", "\u007f", "ORDER_PLACED",
        "ORDER_CHANGED", "ORDER_CANCELLED", "ORDER_EXPLODED", "salesforce", "Mirakl-2", "2nd", new string('x', 18), new string('x', 19), new string('x', 20),
        new string('x', 21), new string('x', 50), new string('x', 51), new string('x', 100), new string('x', 101), new string('x', 255), new string('x', 256),
        new string('x', 1000), new string('x', 1001), string.Concat(Enumerable.Repeat("👕", 18)), new JsonObject(), new JsonArray(), new JsonArray(1),
    ];

    private static readonly string[] Paths =
    [
        "eventType", "source", "sourceOrderId", "sourceVersion", "orderNumber", "purchaseOrderNumber", "orderDate", "requestedDate", "sourceCreatedAt",
        "currencyCode", "orderTotal", "taxTotal", "shippingTotal", "opportunityId", "customer", "shippingAddress", "lines", "somethingUnknown",
        "customer.salesforceAccountId", "customer.name", "customer.email", "customer.phone", "customer.as400CustomerId", "customer.dunsNumber", "customer.taxId",
        "customer.billingAddress", "customer.billingAddress.street", "customer.billingAddress.country", "shippingAddress.name", "shippingAddress.city",
        "shippingAddress.region", "shippingAddress.postalCode", "lines.0", "lines.0.lineNumber", "lines.0.productId", "lines.0.productCode", "lines.0.description",
        "lines.0.quantity", "lines.0.unitPrice", "lines.0.discountAmount", "lines.0.lineTotal", "lines.0.sizes", "lines.0.sizes.S", "lines.0.isCustomProduct",
    ];

    [TestCaseSource(nameof(Paths))]
    public void Schema_and_reader_agree_on(string path)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var value in Values) Agree(Set(path, value), $"{path} = {value?.ToJsonString() ?? "null"}");
            Agree(Remove(path), $"{path} is missing");
        }
    }

    [TestCase("ORDER_CANCELLED", TestName = "A cancellation needs no content, and what it carries is not looked at")]
    [TestCase("ORDER_EXPLODED", TestName = "An unknown type of event is refused whatever it carries")]
    public void Content_of_other_events(string eventType) =>
        Agree(SampleOrder.Event().With(order => { order["eventType"] = eventType; order["lines"] = "none"; order.Remove("customer"); }), eventType);

    [Test]
    public void The_examples_of_the_schema_are_read()
    {
        foreach (var example in Schema.GetProperty("examples").EnumerateArray())
            Assert.That(OrderEventReader.Read(JsonSerializer.SerializeToUtf8Bytes(example), Limits).Violations, Is.Empty);
    }

    [Test]
    public void The_schema_names_every_currency_that_the_reader_knows() =>
        Assert.That(Schema.GetProperty("$defs").GetProperty("content").GetProperty("properties").GetProperty("currencyCode").GetProperty("enum")
            .EnumerateArray().Select(code => code.GetString()), Is.EquivalentTo(Currencies.Codes));

    private static void Agree(JsonObject order, string what)
    {
        var reading = OrderEventReader.Read(order.Bytes(), Limits);
        // Sums and decimals are what a schema cannot say.
        var bySchema = reading.Violations.Where(violation => !IsBeyondSchema(violation)).ToArray();
        Assert.That(bySchema, Interpreter.IsValid(JsonSerializer.SerializeToElement(order)) ? Is.Empty : Is.Not.Empty, what);
    }

    private static bool IsBeyondSchema(Violation violation) =>
        violation.Code is Codes.LineTotalMismatch or Codes.OrderTotalMismatch or Codes.SizesMismatch or Codes.DuplicateLine
        || violation.Message.Contains("decimals", StringComparison.Ordinal);

    private static JsonObject Set(string path, JsonNode? value) => SampleOrder.Event().With(order =>
    {
        var (parent, last) = Target(order, path);
        if (parent is JsonArray array) array[int.Parse(last)] = value?.DeepClone();
        else parent[last] = value?.DeepClone();
    });

    private static JsonObject Remove(string path) => SampleOrder.Event().With(order =>
    {
        var (parent, last) = Target(order, path);
        if (parent is JsonArray array) array.RemoveAt(int.Parse(last));
        else parent.AsObject().Remove(last);
    });

    private static (JsonNode Parent, string Last) Target(JsonObject order, string path)
    {
        var steps = path.Split('.');
        JsonNode node = order;
        foreach (var step in steps[..^1]) node = node is JsonArray array ? array[int.Parse(step)]! : node[step]!;
        return (node, steps[^1]);
    }
}
