using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>POST of a SuiteQL query.</summary>
internal sealed class SuiteQlEndpoint(NetSuiteStore store)
{
    public VendorReply Answer(VendorRequest request)
    {
        if (request.Method != "POST")
            return NetSuiteErrors.Reply(405, "METHOD_NOT_ALLOWED", "The method is not supported on this resource.");
        if (!(request.Header("Prefer") ?? "").Contains("transient", StringComparison.OrdinalIgnoreCase))
            return NetSuiteErrors.Reply(400, "INVALID_HEADER", "Invalid request. Required header 'Prefer' with the value 'transient' is missing.");
        if (JsonText.Parse(request.Body)?.Text("q") is not { } text)
            return NetSuiteErrors.Reply(400, "INVALID_CONTENT", "Error while accessing a resource. The request body needs the member 'q'.", "q");

        var limit = int.TryParse(request.Parameter("limit"), out var wanted) ? wanted : 1000;
        var offset = int.TryParse(request.Parameter("offset"), out var start) ? start : 0;
        if (limit is < 1 or > 1000 || offset < 0)
            return NetSuiteErrors.Reply(400, "INVALID_PARAMETER", "limit must be between 1 and 1000, offset not negative.");

        try
        {
            var query = SuiteQlParser.Parse(text);
            return Page(request, query, SuiteQlRunner.Run(query, store), limit, offset);
        }
        catch (SuiteQlException problem)
        {
            return NetSuiteErrors.Reply(400, "INVALID_PARAMETER", $"Invalid search query. Detailed unprocessed description follows. Search error occurred: {problem.Message}");
        }
    }

    private static VendorReply Page(VendorRequest request, SuiteQlQuery query, SuiteQlResult result, int limit, int offset) => VendorReply.Write(200, json =>
    {
        var count = Math.Max(0, Math.Min(limit, result.Rows.Count - offset));
        json.WriteStartObject();
        JobReplies.Links(json, ("self", $"{request.BaseUrl}/services/rest/query/v1/suiteql?limit={limit}&offset={offset}"));
        json.WriteNumber("count", count);
        json.WriteBoolean("hasMore", offset + count < result.Rows.Count);
        json.WriteStartArray("items");
        for (var index = offset; index < offset + count; index++)
            Row(json, result.Columns, result.Rows[index]);
        json.WriteEndArray();
        json.WriteNumber("offset", offset);
        json.WriteNumber("totalResults", result.Rows.Count);
        json.WriteEndObject();
    });

    // Values are text, and a null is simply not there.
    private static void Row(Utf8JsonWriter json, List<(string Name, Func<object, string?> Read)> columns, object row)
    {
        json.WriteStartObject();
        json.WriteStartArray("links");
        json.WriteEndArray();
        foreach (var (name, read) in columns)
        {
            if (read(row) is { } value)
                json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
