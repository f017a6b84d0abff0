using System.Text.Json;
using System.Text.Json.Serialization;
using Workers.Contracts.NetSuite;

namespace Workers.NetSuitePoller.SalesOrders;

/// <summary>How rows and commands are written as JSON. Rows go to the database as one document: one statement for many orders.</summary>
internal static class RowJson
{
    private static readonly JsonSerializerOptions Rows = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    private static readonly JsonSerializerOptions Messages = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true,
    };

    public static string Of<T>(IReadOnlyList<T> rows) => JsonSerializer.Serialize(rows, Rows);

    public static string Command<T>(T command) => JsonSerializer.Serialize(command, Messages);

    public static CreateSalesOrder Create(string command) => JsonSerializer.Deserialize<CreateSalesOrder>(command, Messages)!;

    public static CancelSalesOrder Cancel(string command) => JsonSerializer.Deserialize<CancelSalesOrder>(command, Messages)!;

    public static string Lines(IReadOnlyList<LineAvailability> lines) => JsonSerializer.Serialize(lines, Messages);

    public static IReadOnlyList<LineAvailability> Lines(string? lines) =>
        lines is null ? [] : JsonSerializer.Deserialize<List<LineAvailability>>(lines, Messages)!;

    /// <summary>JSON text that a jsonb column takes: PostgreSQL has no \u0000, and what is not JSON becomes a string.</summary>
    public static string? ForJournal(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var clean = Storable(text).Replace("\\u0000", "\\ufffd", StringComparison.Ordinal);
        try
        {
            using var _ = JsonDocument.Parse(clean);
            return clean;
        }
        catch (JsonException)
        {
            return JsonSerializer.Serialize(clean);
        }
    }

    /// <summary>Text that a text column takes.</summary>
    public static string Storable(string text) => text.Replace('\0', '\ufffd');
}
