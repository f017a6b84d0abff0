using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workers.Contracts;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.CheckBoard;
using Workers.Postgres;
using Workers.Vendors;

namespace Workers.MondaySync.RollOver;

/// <summary>
/// Opens the next board before the current one is full. A copy of the structure keeps group and column ids, which a board made by hand
/// would not: the mapping goes on to fit. One instance does it, the others go on with the old board meanwhile.
/// </summary>
internal sealed class BoardRollover(
    Database database, BoardStore boards, MondayClient monday, BoardInspector inspector, IOptions<MondaySyncOptions> options, ILogger<BoardRollover> logger)
{
    private const long Lock = 0x6d6f6e646179;

    public Task MarkFull(long boardId, CancellationToken cancellationToken) => boards.NoteFull(boardId, options.Value.RolloverAt, cancellationToken);

    public async Task RollOverWhenDue(CancellationToken cancellationToken)
    {
        if ((await boards.Current(cancellationToken)).Items < options.Value.RolloverAt) return;
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        if (!await connection.QuerySingleAsync<bool>("select pg_try_advisory_lock(@Lock)", new { Lock })) return;
        try
        {
            var current = await boards.Current(cancellationToken);
            if (current.Items < options.Value.RolloverAt) return;
            var next = await Next(current, cancellationToken);
            await boards.Switch(current.BoardId, next, cancellationToken);
            logger.LogInformation("Board {Board} holds {Items} items; new items go to board {Next}", current.BoardId, current.Items, next.BoardId);
        }
        catch (VendorException exception)
        {
            logger.LogError("The current board holds {Items} items or more and the next could not be opened: {Reason}. It is tried again with the next items.", options.Value.RolloverAt, exception.Message);
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@Lock)", new { Lock });
        }
    }

    // The name is made from the number of boards, so that a copy whose answer got lost is found instead of made again.
    private async Task<BoardRow> Next(BoardRow current, CancellationToken cancellationToken)
    {
        var count = (await boards.All(cancellationToken)).Count;
        var name = $"{BaseName(current.Name)} ({count + 1})";
        var id = await inspector.FindByName(name, cancellationToken) ?? await Copy(current.BoardId, name, cancellationToken);
        for (var tries = 0; ; tries++)
        {
            // A copy may be filled in the background.
            var problems = await inspector.Compare([id], cancellationToken);
            if (problems.Count == 0) return new BoardRow { BoardId = id, Name = name };
            if (tries >= 10) throw new VendorUnavailableException(MondayClient.Vendor, $"the copy {id} '{name}' does not fit the mapping yet: {string.Join(" ", problems)}");
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    private async Task<long> Copy(long boardId, string name, CancellationToken cancellationToken)
    {
        var data = await monday.Execute(
            "mutation($b:ID!,$n:String!){duplicate_board(board_id:$b,duplicate_type:duplicate_board_with_structure,board_name:$n){board{id}}}",
            new { b = boardId.ToString(), n = name }, OrderIdentity.Name($"monday board\n{boardId}\n{name}"), cancellationToken);
        return ReplyReader.Id(data.GetProperty("duplicate_board").GetProperty("board"))
            ?? throw new VendorUnavailableException(MondayClient.Vendor, "duplicate_board answered without a board");
    }

    private static string BaseName(string name)
    {
        var end = name.LastIndexOf(" (", StringComparison.Ordinal);
        return end > 0 && name.EndsWith(')') && int.TryParse(name[(end + 2)..^1], out _) ? name[..end] : name;
    }
}
