using System.Globalization;
using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.Monday;

/// <summary>How a kept value is shown: <c>text</c> for people, <c>value</c> as JSON text.</summary>
internal static class CellText
{
    public static string? Text(Cell cell)
    {
        var stored = cell.Stored;
        if (cell.Column.Type == "subtasks")
            return string.Join(", ", (cell.Item.Subitems ?? []).Where(item => item.State == "active").Select(item => item.Name));
        if (stored is null)
            return cell.Column.Type is "status" or "dropdown" ? null : "";
        return cell.Column.Type switch
        {
            "status" => Label(cell.Column, stored),
            "dropdown" => string.Join(", ", stored.Split(',').Select(index => Label(cell.Column, index))),
            "checkbox" => "v",
            "email" => JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(stored))?.Text("text") ?? JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(stored))?.Text("email"),
            _ => stored,
        };
    }

    public static string? Value(Cell cell)
    {
        var stored = cell.Stored;
        if (cell.Column.Type == "subtasks")
            return Subtasks(cell.Item);
        if (stored is null)
            return null;
        return cell.Column.Type switch
        {
            "text" or "numbers" => JsonText.Quoted(stored),
            "long_text" => Object(json => json.WriteString("text", stored)),
            "status" => Object(json => json.WriteNumber("index", int.Parse(stored, CultureInfo.InvariantCulture))),
            "dropdown" => Object(json =>
            {
                json.WriteStartArray("ids");
                foreach (var id in stored.Split(','))
                    json.WriteNumberValue(int.Parse(id, CultureInfo.InvariantCulture));
                json.WriteEndArray();
            }),
            "date" => Object(json =>
            {
                json.WriteString("date", stored[..10]);
                if (stored.Length > 10)
                    json.WriteString("time", stored[11..]);
            }),
            "checkbox" => Object(json => json.WriteBoolean("checked", true)),
            _ => stored,
        };
    }

    public static string Label(Column column, string index) =>
        column.Labels.GetValueOrDefault(int.Parse(index, CultureInfo.InvariantCulture)) ?? "";

    public static string Settings(Column column) => column switch
    {
        { Type: "subtasks" } => Object(json =>
        {
            json.WriteStartArray("boardIds");
            if (column.BoardId is { } id)
                json.WriteNumberValue(long.Parse(id, CultureInfo.InvariantCulture));
            json.WriteEndArray();
        }),
        { Type: "status" } => Object(json =>
        {
            json.WriteStartObject("labels");
            foreach (var (index, label) in column.Labels)
                json.WriteString(index.ToString(CultureInfo.InvariantCulture), label);
            json.WriteEndObject();
        }),
        { Type: "dropdown" } => Object(json =>
        {
            json.WriteStartArray("labels");
            foreach (var (index, label) in column.Labels)
            {
                json.WriteStartObject();
                json.WriteNumber("id", index);
                json.WriteString("name", label);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }),
        _ => "{}",
    };

    private static string? Subtasks(Item item) => item.Subitems is not { Count: > 0 } subitems ? null : Object(json =>
    {
        json.WriteStartArray("linkedPulseIds");
        foreach (var subitem in subitems.Where(subitem => subitem.State == "active"))
        {
            json.WriteStartObject();
            json.WriteNumber("linkedPulseId", long.Parse(subitem.Id, CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Object(Action<Utf8JsonWriter> write) => JsonText.Text(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });
}
