using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workers.Contracts.Board;
using Workers.Contracts.Transformation;

namespace Workers.MondaySync.MapOrder;

/// <summary>From an order to what stands on the board. Pure: the same order and mapping give the same bytes.</summary>
internal static class BoardMapper
{
    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    // What needs attention first stands for the whole order.
    private static readonly string[] Worst = ["BACKORDERED", "PARTIAL", "SPECIAL_ORDER", "DROP_SHIP", "IN_STOCK"];

    public static ItemDraft Map(SyncToBoard command, BoardMapping mapping)
    {
        var status = command.NetSuiteOrderNumber is null ? mapping.Status.New : mapping.Status.Confirmed;
        var inventory = Worst.FirstOrDefault(worst => command.Lines.Any(line => line.InventoryStatus == worst)) ?? "";
        var view = new ItemView(command, status, inventory);
        return new ItemDraft
        {
            Title = NameTemplate.Fill(mapping.Item.Name, view),
            Group = mapping.Groups.Open,
            Status = status,
            Inventory = inventory,
            ColumnValues = Columns(mapping.Item.Columns, view),
            Subitems = [.. command.Order.Lines.SelectMany(line => Subitems(command, line, mapping.Subitem))],
        };
    }

    /// <summary>The same values with another status label.</summary>
    public static string WithStatus(string columnValues, string statusColumn, string label)
    {
        var values = JsonNode.Parse(columnValues)!.AsObject();
        values[statusColumn] = new JsonObject { ["label"] = label };
        return values.ToJsonString(Relaxed);
    }

    /// <summary>The same values with a new name, which Monday changes like a column.</summary>
    public static string WithName(string columnValues, string name)
    {
        var values = JsonNode.Parse(columnValues)!.AsObject();
        values["name"] = name;
        return values.ToJsonString(Relaxed);
    }

    private static IEnumerable<SubitemDraft> Subitems(SyncToBoard command, StagedLine line, MappedRow mapping)
    {
        var inventory = command.Lines.FirstOrDefault(stock => stock.LineNumber == line.LineNumber)?.InventoryStatus ?? "";
        IEnumerable<KeyValuePair<string, decimal>> sizes = line.Sizes.Count == 0 ? [new("", line.Quantity)] : line.Sizes;
        foreach (var (size, quantity) in sizes)
        {
            var label = CleanText.Column(size)!;
            var key = $"{command.ExternalId}/{line.LineNumber}/{label}";
            var view = new SubitemView(command, line, key, label.Length == 0 ? null : label, quantity, inventory);
            yield return new SubitemDraft
            {
                ExternalId = key,
                Name = NameTemplate.Fill(mapping.Name, view),
                LineNumber = line.LineNumber,
                Sku = CleanText.Column(line.ProductCode)!,
                Description = CleanText.Column(line.Description),
                Size = view.Size,
                Quantity = quantity,
                UnitPrice = line.UnitPrice,
                Inventory = inventory,
                ColumnValues = Columns(mapping.Columns, view),
            };
        }
    }

    private static string Columns(List<MappedColumn> columns, object view)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writer))
        {
            json.WriteStartObject();
            foreach (var column in columns) ColumnValue.Write(json, column, SourcePath.Of(view.GetType(), column.Source).Read(view));
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
