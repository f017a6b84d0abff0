using System.Text.Json;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.MapOrder;
using Workers.Vendors;

namespace Workers.MondaySync.CheckBoard;

/// <summary>Reads boards from Monday and compares them with the mapping.</summary>
internal sealed class BoardInspector(MondayClient monday, BoardMapping mapping)
{
    public async Task<IReadOnlyList<string>> Compare(IReadOnlyList<long> boards, CancellationToken cancellationToken) =>
        (await Inspect(boards, cancellationToken)).Problems;

    public async Task<(IReadOnlyList<BoardShape> Boards, IReadOnlyList<string> Problems)> Inspect(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var boards = await Read(ids, cancellationToken);
        var below = boards.Values.Select(board => board.SubitemBoard).OfType<long>().ToList();
        var subitems = below.Count == 0 ? [] : await Read(below, cancellationToken);
        var problems = new List<string>();
        foreach (var id in ids)
        {
            if (!boards.TryGetValue(id, out var board))
                problems.Add($"There is no board {id}, or the token may not see it. Correct boards in the mapping, MONDAY__BOARDID or the token's permissions.");
            else
                problems.AddRange(BoardFit.Problems(mapping, board, board.SubitemBoard is { } sub ? subitems.GetValueOrDefault(sub) : null));
        }
        return ([.. ids.Where(boards.ContainsKey).Select(id => boards[id])], problems);
    }

    public async Task<long?> FindByName(string name, CancellationToken cancellationToken)
    {
        var data = await monday.Query("query{boards(limit:200,order_by:created_at){id name}}", new { }, cancellationToken);
        return data.GetProperty("boards").EnumerateArray().Where(board => board.GetProperty("name").GetString() == name).Select(ReplyReader.Id).FirstOrDefault(id => id is not null);
    }

    private async Task<Dictionary<long, BoardShape>> Read(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var data = await monday.Query("query($ids:[ID!]){boards(ids:$ids,limit:100){id name items_count groups{id} columns{id type settings_str}}}",
            new { ids = ids.Select(id => id.ToString()) }, cancellationToken);
        try
        {
            return data.GetProperty("boards").EnumerateArray().Where(board => board.ValueKind == JsonValueKind.Object).Select(BoardShape.Read).ToDictionary(board => board.Id);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new VendorUnavailableException(MondayClient.Vendor, $"Monday described its boards in another shape than it documents: {exception.Message}", exception);
        }
    }
}
