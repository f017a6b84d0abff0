using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>GET of one record, of an order's lines, or of a list of links.</summary>
internal sealed class RecordReader(NetSuiteStore store, RecordOperations operations)
{
    public VendorReply Answer(VendorRequest request, string[] segments)
    {
        if (segments.Length == 1)
            return RecordList.Answer(request, segments[0], store);
        if (RecordKey.Parse(segments[1]) is not { } key)
            return Missing();

        if (segments[0] == "customer")
        {
            return segments.Length == 2 && operations.Customers.Find(key) is { } customer
                ? Record(json => RecordJson.Write(json, customer, request.BaseUrl))
                : Missing();
        }

        if (operations.SalesOrders.Find(key) is not { } order)
            return Missing();
        var expand = request.Parameter("expandSubResources") == "true";
        return segments switch
        {
            [_, _] => Record(json => RecordJson.Write(json, order, request.BaseUrl, expand)),
            [_, _, "item"] => Record(json => RecordJson.WriteLines(json, order, request.BaseUrl, expand)),
            [_, _, "item", var number] when order.Lines.Find(line => line.Line.ToString() == number) is { } line =>
                Record(json => RecordJson.WriteLine(json, order, line, request.BaseUrl)),
            _ => Missing(),
        };
    }

    private static VendorReply Record(Action<Utf8JsonWriter> write) =>
        VendorReply.Write(200, write, "application/vnd.oracle.resource+json; type=singular; charset=utf-8");

    private static VendorReply Missing() =>
        NetSuiteErrors.Reply(404, "NONEXISTENT_ID", "The record instance does not exist. Provide a valid record instance ID.");
}
