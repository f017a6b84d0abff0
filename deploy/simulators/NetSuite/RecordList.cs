using System.Text.RegularExpressions;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>GET of a record type: links to the records that fit <c>q</c>.</summary>
internal static partial class RecordList
{
    public static VendorReply Answer(VendorRequest request, string type, NetSuiteStore store)
    {
        var limit = int.TryParse(request.Parameter("limit"), out var wanted) ? wanted : 1000;
        var offset = int.TryParse(request.Parameter("offset"), out var start) ? start : 0;
        if (limit is < 1 or > 1000 || offset < 0 || offset % limit != 0)
            return NetSuiteErrors.Reply(400, "INVALID_PARAMETER", "limit must be between 1 and 1000, offset a multiple of it.");

        var table = SuiteQlTables.Find(type == "customer" ? "customer" : "transaction", store)!;
        var rows = table.Rows();
        if (request.Parameter("q") is { } query)
        {
            foreach (var part in query.Split(" AND ", StringSplitOptions.TrimEntries))
            {
                if (Condition().Match(part) is not { Success: true } match || !table.Columns.TryGetValue(match.Groups["field"].Value, out var column))
                    return NetSuiteErrors.Reply(400, "INVALID_PARAMETER", $"Invalid query '{part}'.", "q");
                rows = rows.Where(row => Fits(column(row), match.Groups["operator"].Value, match.Groups["value"].Value.Trim('"')));
            }
        }

        return Page(request, type, rows.Select(row => ((NetSuiteRecord)row).Id).ToList(), limit, offset);
    }

    private static bool Fits(string? value, string operation, string wanted) => operation switch
    {
        "IS" or "EQUAL" => string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase),
        "IS_NOT" => !string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase),
        "CONTAIN" => value?.Contains(wanted, StringComparison.OrdinalIgnoreCase) ?? false,
        "START_WITH" => value?.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) ?? false,
        "EMPTY" => string.IsNullOrEmpty(value),
        _ => false,
    };

    private static VendorReply Page(VendorRequest request, string type, List<long> ids, int limit, int offset)
    {
        var path = $"{request.BaseUrl}/services/rest/record/v1/{type}";
        var page = ids.Skip(offset).Take(limit).ToList();
        return VendorReply.Write(200, json =>
        {
            json.WriteStartObject();
            JobReplies.Links(json, ("self", path));
            json.WriteNumber("count", page.Count);
            json.WriteBoolean("hasMore", offset + page.Count < ids.Count);
            json.WriteStartArray("items");
            foreach (var id in page)
            {
                json.WriteStartObject();
                JobReplies.Links(json, ("self", $"{path}/{id}"));
                json.WriteString("id", id.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("offset", offset);
            json.WriteNumber("totalResults", ids.Count);
            json.WriteEndObject();
        }, "application/vnd.oracle.resource+json; type=collection; charset=utf-8");
    }

    [GeneratedRegex("""^(?<field>\w+)\s+(?<operator>IS_NOT|IS|EQUAL|CONTAIN|START_WITH|EMPTY)\s*(?<value>"[^"]*"|\S*)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Condition();
}
