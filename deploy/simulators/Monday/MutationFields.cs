using System.Text;
using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>Root fields of mutations.</summary>
internal static class MutationFields
{
    public static object? Resolve(ResolveContext context, MondayAccount account, ComplexityReport complexity) => context.FieldName switch
    {
        "create_item" => account.Items.Create(
            context.Text("board_id")!, context.Text("group_id"), context.Text("item_name")!, context.Text("column_values"), context.Flag("create_labels_if_missing"), account.Now),
        "create_subitem" => account.Items.CreateSubitem(
            context.Text("parent_item_id")!, context.Text("item_name")!, context.Text("column_values"), context.Flag("create_labels_if_missing"), account.Now),
        "change_multiple_column_values" => account.Items.Change(
            context.Text("board_id")!, context.Text("item_id"), context.Text("column_values")!, context.Flag("create_labels_if_missing"), account.Now),
        "change_column_value" => ChangeOne(context, account, JsonText.Parse(Encoding.UTF8.GetBytes(context.Text("value")!))!.Value),
        "change_simple_column_value" => ChangeOne(context, account, ColumnFormats.Simple(context.Text("value"))),
        "delete_item" => account.Items.Remove(context.Text("item_id"), "deleted", account.Now),
        "archive_item" => account.Items.Remove(context.Text("item_id"), "archived", account.Now),
        "move_item_to_group" => account.Items.Move(context.Text("item_id"), context.Text("group_id")!, account.Now),
        "complexity" => complexity,
        _ => OnBoards(context, account),
    };

    private static object OnBoards(ResolveContext context, MondayAccount account)
    {
        var boards = account.Boards;
        switch (context.FieldName)
        {
            case "create_board":
                return boards.Create(context.Text("board_name")!, context.Text("board_kind")!, context.Text("description"), context.Flag("empty"), account.Now);
            case "duplicate_board":
                return boards.Duplicate(boards.Find(context.Text("board_id")!), context.Text("board_name"), account.Now);
            case "create_column":
                return boards.AddColumn(
                    boards.Find(context.Text("board_id")!), context.Text("title")!, context.Text("column_type")!, context.Text("id"), context.Text("description"), context.Text("defaults"));
            case "create_group":
                var board = boards.Find(context.Text("board_id")!);
                return new GroupOnBoard(boards.AddGroup(board, context.Text("group_name")!), board);
            default:
                var found = boards.Find(context.Text("board_id")!);
                found.State = context.FieldName == "archive_board" ? "archived" : "deleted";
                return found;
        }
    }

    private static Item ChangeOne(ResolveContext context, MondayAccount account, System.Text.Json.JsonElement value) => account.Items.ChangeOne(
        context.Text("board_id")!, context.Text("item_id"), context.Text("column_id")!, value, context.Flag("create_labels_if_missing"), account.Now);
}
