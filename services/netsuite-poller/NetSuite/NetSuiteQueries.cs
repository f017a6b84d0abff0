using System.Net.Http.Json;
using System.Text.Json;

namespace Workers.NetSuitePoller.NetSuite;

/// <summary>The SuiteQL queries: one call answers for a whole batch.</summary>
internal sealed class NetSuiteQueries(NetSuiteClient client)
{
    private const int Page = 1000;

    /// <summary>The sales orders that carry these external ids.</summary>
    public async Task<Dictionary<Guid, FoundOrder>> FindOrders(IReadOnlyList<Guid> externalIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, FoundOrder>();
        foreach (var chunk in externalIds.Chunk(Page))
        {
            var list = string.Join(",", chunk.Select(id => $"'{id}'"));
            await foreach (var row in Rows(
                $"SELECT id, tranid, externalid, status, custbody_source_version FROM transaction WHERE type = 'SalesOrd' AND externalid IN ({list})", cancellationToken))
            {
                if (!Guid.TryParse(row.Text("externalid"), out var externalId) || row.Number("id") is not { } id || row.Text("tranid") is not { Length: > 0 } number) continue;
                found[externalId] = new(externalId, id, number, StatusLetter(row.Text("status") ?? ""), row.Number("custbody_source_version"));
            }
        }

        return found;
    }

    /// <summary>Stock of items; items that NetSuite does not know are left out.</summary>
    public async Task<IReadOnlyList<ItemStock>> FindItems(IReadOnlyList<long> itemIds, CancellationToken cancellationToken)
    {
        var found = new List<ItemStock>();
        foreach (var chunk in itemIds.Chunk(Page))
            await foreach (var row in Rows(
                $"SELECT id, itemid, quantityavailable, isdropshipitem, isspecialorderitem, vendor, leadtime FROM item WHERE id IN ({string.Join(",", chunk)})", cancellationToken))
                if (row.Number("id") is { } id)
                    found.Add(new(id, row.Amount("quantityavailable"), row.Text("isdropshipitem") == "T", row.Text("isspecialorderitem") == "T",
                        row.Text("vendor"), (int?)row.Amount("leadtime")));
        return found;
    }

    /// <summary>SuiteQL says <c>B</c> or <c>SalesOrd:B</c>.</summary>
    public static string StatusLetter(string status) => status.Length == 0 ? "" : status[(status.LastIndexOf(':') + 1)..];

    private async IAsyncEnumerable<JsonElement> Rows(string query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var offset = 0; offset < 100_000; offset += Page)
        {
            var at = offset;
            var response = await client.Read(() =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"services/rest/query/v1/suiteql?limit={Page}&offset={at}") { Content = JsonContent.Create(new { q = query }) };
                // Mandatory there: without it NetSuite answers INVALID_HEADER.
                request.Headers.Add("Prefer", "transient");
                return request;
            }, cancellationToken);
            var body = NetSuiteClient.Body(response, NetSuiteProblem.Of(response));
            // An answer without rows' list is no "nothing found".
            if (body.Member("items") is null) throw new Vendors.VendorUnavailableException(NetSuiteGate.Vendor, "NetSuite's answer to a query has no items");
            foreach (var row in body.Items("items")) yield return row;
            if (body.Text("hasMore") != "true") yield break;
        }
    }
}
