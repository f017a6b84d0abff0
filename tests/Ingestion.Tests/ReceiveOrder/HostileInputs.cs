using System.Text;
using System.Text.Json.Nodes;
using Ingestion.Tests.Support;
using Workers.Ingestion.ReadEvent;

namespace Ingestion.Tests.ReceiveOrder;

/// <summary>What a broken or hostile publisher could send, and what has to come of it: a code of quarantine, or null where it is carried unharmed.</summary>
internal static class HostileInputs
{
    private const string Injection = "Robert'); drop table orders.staging_orders;-- \"}){id} mutation { x } ${jndi:ldap://x} {{7*7}} <script>alert(1)</script> =cmd|' /C calc'!A0";

    public static IEnumerable<(string Name, byte[] Body, string? Code)> All()
    {
        yield return ("nothing", [], Codes.Empty);
        yield return ("blanks", Encoding.UTF8.GetBytes(" \t\r\n"), Codes.Empty);
        yield return ("text", Encoding.UTF8.GetBytes("hello"), Codes.NotJson);
        yield return ("XML", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><order/>"), Codes.NotJson);
        yield return ("half an event", SampleOrder.Event("T").Bytes()[..100], Codes.NotJson);
        yield return ("NaN", Replaced("NAN", "\"orderTotal\":97.5", "\"orderTotal\":NaN"), Codes.NotJson);
        yield return ("a comment", Encoding.UTF8.GetBytes("/* */ {}"), Codes.NotJson);
        yield return ("a list", Encoding.UTF8.GetBytes("[1,2,3]"), Codes.Schema);
        yield return ("null", Encoding.UTF8.GetBytes("null"), Codes.Schema);
        yield return ("deep lists", Encoding.UTF8.GetBytes(new string('[', 50_000) + new string(']', 50_000)), Codes.TooDeep);
        yield return ("deep objects", Encoding.UTF8.GetBytes("{\"x\":" + string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 41)), Codes.TooDeep);
        yield return ("bytes", [0xFF, 0xFE, 0x00, 0x80], Codes.NotUtf8);
        yield return ("UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray(), Codes.NotUtf8);
        yield return ("invalid UTF-8 in a name", Broken(), Codes.NotUtf8);
        yield return ("two megabytes", Changed("BIG", order => order["note"] = new string('x', 2_000_000)), Codes.Oversized);
        yield return ("a key twice", Replaced("KEY", "\"orderTotal\":97.5", "\"orderTotal\":97.5,\"orderTotal\":1"), Codes.DuplicateKey);
        yield return ("half a surrogate pair", Replaced("SUR", "Nearby Cycle Shop", "\\ud83d"), Codes.UnreadableText);
        yield return ("an unknown type", Changed("TYP", order => order["eventType"] = "ORDER_EXPLODED"), Codes.UnknownEventType);
        yield return ("no type", Changed("NOT", order => order.Remove("eventType")), Codes.Schema);
        yield return ("no source", Changed("NOS", order => order.Remove("source")), Codes.Schema);
        yield return ("a version as text", Changed("VER", order => order["sourceVersion"] = "1"), Codes.Schema);
        yield return ("a version below one", Changed("NEG", order => order["sourceVersion"] = -1), Codes.Schema);
        yield return ("a version beyond bigint", Replaced("HUG", "\"sourceVersion\":1", "\"sourceVersion\":9223372036854775808"), Codes.Schema);
        yield return ("a customer as text", Changed("CUS", order => order["customer"] = "ACME"), Codes.Schema);
        yield return ("a nameless customer", Changed("NON", order => order["customer"] = new JsonObject { ["phone"] = "1" }), Codes.Schema);
        yield return ("no lines", Changed("LIN", order => order["lines"] = new JsonArray()), Codes.Schema);
        yield return ("a line number twice", Changed("DUP", order => { order["lines"]!.AsArray().Add(SampleOrder.Line(1)); order["orderTotal"] = 187.5; }), Codes.DuplicateLine);
        yield return ("too many lines", Changed("MNY", order => order["lines"] = new JsonArray([.. Enumerable.Range(1, 1_001).Select(i => (JsonNode)i)])), Codes.TooManyLines);
        yield return ("a negative quantity", Changed("QTY", order => order["lines"]![0]!["quantity"] = -1), Codes.Schema);
        yield return ("a quantity of zero", Changed("ZER", order => order["lines"]![0]!["quantity"] = 0), Codes.Schema);
        yield return ("a huge number", Replaced("EXP", "\"orderTotal\":97.5", "\"orderTotal\":1e400"), Codes.Schema);
        yield return ("a number of many decimals", Replaced("DEC", "\"orderTotal\":97.5", "\"orderTotal\":97.500000000000000000000000000001"), Codes.Schema);
        yield return ("an unknown currency", Changed("CUR", order => order["currencyCode"] = "QQQ"), Codes.UnknownCurrency);
        yield return ("a total that is not the sum", Changed("SUM", order => order["orderTotal"] = 1.23), Codes.OrderTotalMismatch);
        yield return ("a line total that is not its product", Changed("PRD", order => { order["lines"]![0]!["lineTotal"] = 91; order["orderTotal"] = 98.5; }), Codes.LineTotalMismatch);
        yield return ("sizes that do not sum up", Changed("SIZ", order => order["lines"]![0]!["sizes"] = new JsonObject { ["S"] = 1 }), Codes.SizesMismatch);
        yield return ("a day that is none", Changed("DAY", order => order["orderDate"] = "2004-02-30"), Codes.Schema);
        yield return ("a null character", Changed("NUL", order => order["customer"]!["name"] = "A\0B"), Codes.ControlCharacter);
        yield return ("an escape sequence", Changed("ESC", order => order["lines"]![0]!["description"] = "\u001b[31m"), Codes.ControlCharacter);
        yield return ("a number longer than its column", Changed("LEN", order => order["orderNumber"] = new string('9', 400)), Codes.Schema);
        yield return ("fragments of SQL and GraphQL", Changed("SQL", Poison), null);
        yield return ("unknown properties with anything in them", Changed("UNK", order => order["extra"] = new JsonObject { ["a\0"] = "b\0" }), null);
        yield return ("emoji and combining characters", Changed("EMO", order => order["customer"]!["name"] = "👕 قميص e\u0301"), null);
    }

    private static byte[] Changed(string id, Action<JsonObject> change) => SampleOrder.Event(id).With(change).Bytes();

    private static byte[] Replaced(string id, string what, string by) => Encoding.UTF8.GetBytes(SampleOrder.Event(id).ToJsonString().Replace(what, by, StringComparison.Ordinal));

    private static byte[] Broken()
    {
        var body = SampleOrder.Event("UTF").Bytes();
        body[body.AsSpan().IndexOf("Nearby"u8)] = 0xFF;
        return body;
    }

    private static void Poison(JsonObject order)
    {
        (order["orderNumber"], order["purchaseOrderNumber"]) = (Injection[..50], Injection[30..80]);
        (order["customer"]!["name"], order["lines"]![0]!["description"]) = (Injection, Injection);
        foreach (var part in new[] { "street", "city", "country" }) order["customer"]!["billingAddress"]![part] = Injection[..60];
    }
}
