using System.Text.Json;
using Workers.MondaySync.MapOrder;
using Workers.Vendors;

namespace Workers.MondaySync.CallMonday;

/// <summary>Finds items by a column's text over all boards of the mapping: many values and boards in one call.</summary>
internal sealed class ItemLookUp(MondayClient monday, BoardMapping mapping)
{
    private const int LargestPage = 500;

    /// <summary>By external id. An external id that stands on several items gives all of them, the oldest first.</summary>
    public async Task<ILookup<string, FoundItem>> ByExternalId(IReadOnlyList<long> boards, IReadOnlyCollection<string> externalIds, CancellationToken cancellationToken) =>
        await By(mapping.Item.ExternalIdColumn, boards, externalIds, cancellationToken);

    /// <summary>By order number, as people know it.</summary>
    public async Task<ILookup<string, FoundItem>> ByOrderNumber(IReadOnlyList<long> boards, IReadOnlyCollection<string> numbers, CancellationToken cancellationToken) =>
        await By(mapping.Item.OrderNumberColumn, boards, numbers, cancellationToken);

    private async Task<ILookup<string, FoundItem>> By(string column, IReadOnlyList<long> boards, IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        try
        {
            return await Ask(column, boards, values, cancellationToken);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw new VendorUnavailableException(MondayClient.Vendor, $"Monday answered a look-up in another shape than it documents: {exception.Message}", exception);
        }
    }

    private async Task<ILookup<string, FoundItem>> Ask(string column, IReadOnlyList<long> boards, IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        var subitemKey = new[] { mapping.Subitem.ExternalIdColumn };
        var variables = new Dictionary<string, object> { ["c"] = new[] { new { column_id = column, column_values = values } }, ["k"] = new[] { column }, ["s"] = subitemKey };
        const string items = "cursor items{id name column_values(ids:$k){id text} subitems{id name board{id} column_values(ids:$s){id text}}}";
        // Monday charges a look-up by its page, not by what it finds: a page as small as the question, more by the cursor.
        var page = Math.Min(values.Count + 5, LargestPage);
        var aliases = boards.Select((_, i) => $"l{i}:items_page_by_column_values(board_id:$b{i},limit:{page},columns:$c){{{items}}}");
        for (var i = 0; i < boards.Count; i++) variables[$"b{i}"] = boards[i].ToString();
        var query = $"query($c:[ItemsPageByColumnValuesQuery!],$k:[String!],$s:[String!],{string.Join(',', boards.Select((_, i) => $"$b{i}:ID!"))}){{{string.Join(' ', aliases)}}}";

        var found = new List<(string Value, FoundItem Item)>();
        var data = await monday.Query(query, variables, cancellationToken);
        for (var i = 0; i < boards.Count; i++)
        {
            found.AddRange(Items(data.GetProperty($"l{i}"), boards[i]));
            var cursor = Cursor(data.GetProperty($"l{i}"));
            while (cursor is not null)
            {
                var next = await monday.Query($"query($n:String!,$k:[String!],$s:[String!]){{next_items_page(cursor:$n,limit:{page}){{{items}}}}}", new { n = cursor, k = new[] { column }, s = subitemKey }, cancellationToken);
                found.AddRange(Items(next.GetProperty("next_items_page"), boards[i]));
                // The same cursor twice would never end.
                cursor = Cursor(next.GetProperty("next_items_page")) is { } more && more != cursor ? more : null;
            }
        }
        return found.OrderBy(pair => pair.Item.ItemId).ToLookup(pair => pair.Value, pair => pair.Item, StringComparer.Ordinal);
    }

    private static string? Cursor(JsonElement page) =>
        page.TryGetProperty("cursor", out var cursor) && cursor.ValueKind == JsonValueKind.String ? cursor.GetString() : null;

    private IEnumerable<(string, FoundItem)> Items(JsonElement page, long board)
    {
        foreach (var item in page.GetProperty("items").EnumerateArray())
        {
            if (ReplyReader.Id(item) is not { } id) continue;
            var value = item.GetProperty("column_values").EnumerateArray().Select(cell => cell.GetProperty("text").GetString()).FirstOrDefault() ?? "";
            yield return (value, new FoundItem
            {
                ItemId = id, BoardId = board, Name = item.GetProperty("name").GetString() ?? "",
                Subitems = item.TryGetProperty("subitems", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Subitem).OfType<FoundSubitem>()] : [],
            });
        }
    }

    private FoundSubitem? Subitem(JsonElement subitem)
    {
        if (ReplyReader.Id(subitem) is not { } id) return null;
        var key = subitem.GetProperty("column_values").EnumerateArray()
            .FirstOrDefault(cell => cell.GetProperty("id").GetString() == mapping.Subitem.ExternalIdColumn);
        return new FoundSubitem(
            key.ValueKind == JsonValueKind.Object ? key.GetProperty("text").GetString() ?? "" : "", id,
            subitem.TryGetProperty("board", out var board) ? ReplyReader.Id(board) : null, subitem.GetProperty("name").GetString(), null);
    }
}
