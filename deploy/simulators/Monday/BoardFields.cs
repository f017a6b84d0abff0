using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

internal sealed record GroupOnBoard(Group Group, Board Board);

/// <summary>Fields of boards, groups and columns.</summary>
internal static class BoardFields
{
    public static object? OfBoard(ResolveContext context, Board board, MondayAccount account) => context.FieldName switch
    {
        "id" => board.Id,
        "name" => board.Name,
        "description" => board.Description,
        "type" => board.Type,
        "state" => board.State,
        "board_kind" => board.Kind,
        "items_count" => board.ActiveItems,
        "items_limit" => account.ItemsPerBoard,
        "url" => $"https://simulated.monday.com/boards/{board.Id}",
        "updated_at" => JsonText.IsoSeconds(board.CreatedAt),
        "permissions" => "everyone",
        "groups" => context.Texts("ids") is { } ids
            ? board.Groups.Where(group => ids.Contains(group.Id)).Select(group => new GroupOnBoard(group, board)).ToList()
            : board.Groups.ConvertAll(group => new GroupOnBoard(group, board)),
        "top_group" => new GroupOnBoard(board.Groups[0], board),
        "columns" => Columns(context, board),
        "items_page" => Page(context, board, null, account),
        _ => null,
    };

    public static object? OfGroup(ResolveContext context, GroupOnBoard source, MondayAccount account) => context.FieldName switch
    {
        "id" => source.Group.Id,
        "title" => source.Group.Title,
        "color" => source.Group.Color,
        "position" => source.Board.Groups.IndexOf(source.Group).ToString(),
        "items_page" => Page(context, source.Board, source.Group, account),
        _ => false,
    };

    public static object? OfColumn(ResolveContext context, Column column) => context.FieldName switch
    {
        "id" => column.Id,
        "title" => column.Title,
        "type" => column.Type,
        "description" => column.Description,
        "settings_str" or "settings" => CellText.Settings(column),
        "archived" => false,
        _ => null,
    };

    private static List<Column> Columns(ResolveContext context, Board board)
    {
        var (ids, types) = (context.Texts("ids"), context.Texts("types"));
        return board.Columns.FindAll(column => (ids is null || ids.Contains(column.Id)) && (types is null || types.Contains(column.Type)));
    }

    private static ItemsPage Page(ResolveContext context, Board board, Group? group, MondayAccount account)
    {
        var limit = context.Whole("limit") ?? 25;
        return context.Text("cursor") is { } cursor
            ? account.Queries.Next(cursor, limit, account.Now)
            : account.Queries.Start(ItemQueries.Matching(board, group, context.Arguments.GetValueOrDefault("query_params") as Dictionary<string, object?>), limit, account.Now);
    }
}
