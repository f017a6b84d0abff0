using System.Globalization;
using System.Text.Json;

namespace Workers.MondaySync.MapOrder;

/// <summary>Values as Monday's column types want them. An empty value clears the column, so that a change can take something away.</summary>
internal static class ColumnValue
{
    public static readonly IReadOnlyList<string> Types =
        ["text", "long_text", "numbers", "status", "dropdown", "date", "email", "phone", "link", "checkbox", "country"];

    public static void Write(Utf8JsonWriter json, MappedColumn column, object? value)
    {
        var text = column.Type == "date" ? Date(value) : CleanText.Column(Text(value, column.Format))!;
        switch (column.Type)
        {
            case "text" or "numbers": json.WriteString(column.Id, text); return;
            case var _ when text.Length == 0: json.WriteNull(column.Id); return;
        }
        json.WriteStartObject(column.Id);
        switch (column.Type)
        {
            case "long_text": json.WriteString("text", text); break;
            case "status": json.WriteString("label", text); break;
            case "date": json.WriteString("date", text); break;
            case "email": json.WriteString("email", text); json.WriteString("text", text); break;
            case "phone": json.WriteString("phone", text); break;
            case "link": json.WriteString("url", text); json.WriteString("text", text); break;
            case "checkbox": json.WriteString("checked", value is true ? "true" : "false"); break;
            case "country": json.WriteString("countryCode", text); json.WriteString("countryName", text); break;
            case "dropdown":
                json.WriteStartArray("labels");
                json.WriteStringValue(text);
                json.WriteEndArray();
                break;
        }
        json.WriteEndObject();
    }

    public static string Text(object? value, string? format) => value switch
    {
        null => "",
        decimal number => number.ToString(format ?? "0.############################", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString(format ?? "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString(format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(format, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Date(object? value) => value switch
    {
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => "",
    };
}
