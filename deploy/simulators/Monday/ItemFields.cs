using System.Globalization;
using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>Fields of items.</summary>
internal static class ItemFields
{
    public static object? Resolve(ResolveContext context, Item item) => context.FieldName switch
    {
        "id" => item.Id,
        "name" => item.Name,
        "state" => item.State,
        "created_at" => JsonText.IsoSeconds(item.CreatedAt),
        "updated_at" => JsonText.IsoSeconds(item.UpdatedAt),
        "creator_id" => "4012689",
        "email" => $"pulse-{item.Id}@simulated.example",
        "url" => $"https://simulated.monday.com/boards/{item.Board.Id}/pulses/{item.Id}",
        "relative_link" => $"/boards/{item.Board.Id}/pulses/{item.Id}",
        "board" => item.Board,
        "group" => new GroupOnBoard(item.Group, item.Board),
        "parent_item" => item.Parent,
        "subitems" => item.Subitems?.FindAll(subitem => subitem.State == "active"),
        "column_values" => Cells(context, item),
        _ => null,
    };

    private static List<Cell> Cells(ResolveContext context, Item item)
    {
        var (ids, types) = (context.Texts("ids"), context.Texts("types"));
        var cells = new List<Cell>();
        for (var index = 0; index < item.Board.Columns.Count; index++)
        {
            var column = item.Board.Columns[index];
            if (column.Type != "name" && (ids is null || ids.Contains(column.Id)) && (types is null || types.Contains(column.Type)))
                cells.Add(new Cell(item, index));
        }

        return cells;
    }
}

/// <summary>Fields of column values, which depend on the type of the column.</summary>
internal static class CellFields
{
    public static string TypeOf(string columnType) => columnType switch
    {
        "text" => "TextValue",
        "long_text" => "LongTextValue",
        "numbers" => "NumbersValue",
        "status" => "StatusValue",
        "dropdown" => "DropdownValue",
        "date" => "DateValue",
        "email" => "EmailValue",
        "checkbox" => "CheckboxValue",
        "subtasks" => "SubtasksValue",
        _ => "OtherValue",
    };

    public static object? Resolve(ResolveContext context, Cell cell) => context.FieldName switch
    {
        "id" => cell.Column.Id,
        "type" => cell.Column.Type,
        "text" => CellText.Text(cell),
        "value" => CellText.Value(cell),
        "column" => cell.Column,
        "label" => CellText.Text(cell),
        "index" => cell.Stored is { } stored ? int.Parse(stored, CultureInfo.InvariantCulture) : null,
        "number" => cell.Stored is { } number ? double.Parse(number, CultureInfo.InvariantCulture) : null,
        "date" => cell.Stored?[..10],
        "time" => cell.Stored is { Length: > 10 } dateAndTime ? dateAndTime[11..] : null,
        "checked" => cell.Stored is not null,
        "email" => cell.Stored is { } address ? JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(address))?.Text("email") : null,
        "display_value" => CellText.Text(cell),
        "subitems" => (cell.Item.Subitems ?? []).FindAll(item => item.State == "active"),
        "subitems_ids" => (cell.Item.Subitems ?? []).FindAll(item => item.State == "active").ConvertAll(item => item.Id),
        "updated_at" => cell.Stored is null ? null : JsonText.IsoSeconds(cell.Item.UpdatedAt),
        "is_leaf" => false,
        _ => null,
    };
}
