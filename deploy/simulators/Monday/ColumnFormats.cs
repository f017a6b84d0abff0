using System.Globalization;
using System.Text.Json;
using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>What each column type accepts and how it is kept. Null and empty values clear a cell.</summary>
internal static class ColumnFormats
{
    private const int LongTextLimit = 2_000;
    private const int LabelLimit = 40;

    /// <summary>The form in which a value is kept, or null for an empty cell.</summary>
    public static string? Normalise(Column column, JsonElement value, bool createLabels, string boardId)
    {
        if (IsEmpty(value))
            return null;
        return column.Type switch
        {
            "text" => Plain(value) ?? throw Invalid(column, value, boardId),
            "numbers" => Number(value) ?? throw Invalid(column, value, boardId),
            "long_text" => LongText(column, value, boardId),
            "status" => Status(column, value, createLabels, boardId),
            "dropdown" => Dropdown(column, value, createLabels, boardId),
            "date" => Date(value) ?? throw Invalid(column, value, boardId),
            "checkbox" => value.Text("checked") is "true" ? "true" : null,
            "email" => value.Text("email") is { } address && address.Contains('@', StringComparison.Ordinal) ? value.GetRawText() : throw Invalid(column, value, boardId),
            "name" or "subtasks" or "mirror" or "formula" or "auto_number" or "creation_log" or "last_updated" or "item_id" or "button" =>
                throw new FieldException("ColumnValueException", $"column type {column.Type} cannot be changed by the API", data: json => Describe(json, column, value, boardId)),
            _ => value.ValueKind == JsonValueKind.Object ? value.GetRawText() : throw Invalid(column, value, boardId),
        };
    }

    /// <summary>The JSON of a value given as plain text to change_simple_column_value.</summary>
    public static JsonElement Simple(string? text) =>
        JsonText.Parse(JsonText.Utf8(json => json.WriteStringValue(text ?? "")))!.Value;

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Object => !value.EnumerateObject().MoveNext(),
        _ => false,
    };

    private static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static string? Number(JsonElement value) =>
        Plain(value) is { } text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string LongText(Column column, JsonElement value, string boardId)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.Text("text");
        return text is not null && text.Length <= LongTextLimit ? text : throw Invalid(column, value, boardId);
    }

    private static string Status(Column column, JsonElement value, bool createLabels, string boardId)
    {
        if (value.Member("index") is { } given)
        {
            return given.ToString() is { } text && int.TryParse(text, out var index) && column.Labels.ContainsKey(index)
                ? text
                : throw MissingLabel(column, value, boardId, given.ToString());
        }

        var label = value.ValueKind == JsonValueKind.String ? value.GetString() : value.Text("label");
        if (label is null)
            throw Invalid(column, value, boardId);
        return LabelIndex(column, label, createLabels, value, boardId).ToString(CultureInfo.InvariantCulture);
    }

    private static string Dropdown(Column column, JsonElement value, bool createLabels, string boardId)
    {
        if (value.Member("ids") is { ValueKind: JsonValueKind.Array } ids)
        {
            return string.Join(',', ids.EnumerateArray().Select(id =>
                int.TryParse(id.ToString(), out var index) && column.Labels.ContainsKey(index) ? index : throw MissingLabel(column, value, boardId, id.ToString())));
        }

        var labels = value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Split(',', StringSplitOptions.TrimEntries)
            : value.Member("labels") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(label => label.ToString()) : null;
        if (labels is null)
            throw Invalid(column, value, boardId);
        return string.Join(',', labels.Select(label => LabelIndex(column, label, createLabels, value, boardId)));
    }

    private static int LabelIndex(Column column, string label, bool create, JsonElement value, string boardId)
    {
        foreach (var (index, known) in column.Labels)
        {
            if (string.Equals(known, label, StringComparison.Ordinal))
                return index;
        }

        // A status label index as text is accepted where a label is, as in the vendor's simple form.
        if (int.TryParse(label, out var number) && column.Labels.ContainsKey(number))
            return number;
        if (!create || (column.Type == "status" && column.Labels.Count >= LabelLimit))
            throw MissingLabel(column, value, boardId, label);

        var next = column.Labels.Count == 0 ? 0 : column.Labels.Keys.Max() + 1;
        column.Labels[next] = label;
        return next;
    }

    private static string? Date(JsonElement value)
    {
        var (date, time) = value.ValueKind == JsonValueKind.String ? (value.GetString(), null) : (value.Text("date"), value.Text("time"));
        if (date is not null && date.Length > 10 && time is null)
            (date, time) = (date[..10], date[11..]);
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return null;
        if (string.IsNullOrEmpty(time))
            return date;
        return TimeOnly.TryParseExact(time, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? $"{date} {time}" : null;
    }

    private static FieldException Invalid(Column column, JsonElement value, string boardId) => new(
        "ColumnValueException",
        "invalid value, please check our API documentation for the correct data structure for this column. https://developer.monday.com/api-reference/docs/change-column-values",
        data: json => Describe(json, column, value, boardId));

    private static FieldException MissingLabel(Column column, JsonElement value, string boardId, string? label) => new(
        "ColumnValueException",
        $"This {column.Type} label doesn't exist, possible {column.Type} labels are: {{{string.Join(", ", column.Labels.Select(known => $"{known.Key}: {known.Value}"))}}}",
        data: json =>
        {
            Describe(json, column, value, boardId);
            json.WriteString("missing_label", label);
        });

    private static void Describe(Utf8JsonWriter json, Column column, JsonElement value, string boardId)
    {
        json.WriteString("board_id", boardId);
        json.WriteString("column_id", column.Id);
        json.WriteString("column_name", column.Title);
        json.WriteString("column_type", column.Type);
        json.WriteString("column_value", value.GetRawText());
        json.WriteString("column_validation_error_code", "invalidValue");
    }
}
