using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Workers.MondaySync.MapOrder;

/// <summary>Reads the mapping file and refuses one that cannot work, with every reason at once.</summary>
internal static class MappingFile
{
    public static BoardMapping Load(MondaySyncOptions options)
    {
        var path = Path.GetFullPath(options.MappingFile, AppContext.BaseDirectory);
        if (!File.Exists(path))
            throw new InvalidOperationException($"The board mapping {path} does not exist. Set MONDAY__MAPPINGFILE to the file.");
        var mapping = Parse(File.ReadAllText(path), path);
        if (options.BoardId is not { } board) return mapping;
        mapping.Boards.RemoveAll(mapped => mapped.Id == board);
        if (mapping.Boards.Count > 0) mapping.Boards.RemoveAt(0);
        mapping.Boards.Insert(0, new MappedBoard { Id = board });
        return mapping;
    }

    public static BoardMapping Parse(string yaml, string name)
    {
        BoardMapping mapping;
        try
        {
            mapping = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<BoardMapping>(yaml)
                ?? new BoardMapping();
        }
        catch (YamlException exception)
        {
            throw new InvalidOperationException($"The board mapping {name} cannot be read at line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
        var problems = Problems(mapping).ToList();
        return problems.Count == 0 ? mapping
            : throw new InvalidOperationException($"The board mapping {name} cannot be used: {string.Join(" ", problems)}");
    }

    private static IEnumerable<string> Problems(BoardMapping mapping)
    {
        if (mapping.Boards.Count == 0 || mapping.Boards.Any(board => board.Id <= 0)) yield return "boards needs at least one board with an id.";
        if (mapping.Groups is { Open: "" } or { Cancelled: "" }) yield return "groups needs open and cancelled.";
        if (mapping.Status is { New: "" } or { Confirmed: "" } or { Changed: "" } or { Cancelled: "" })
            yield return "status needs the labels new, confirmed, changed and cancelled.";
        foreach (var problem in Row(mapping.Item, "item", typeof(ItemView))) yield return problem;
        foreach (var problem in Row(mapping.Subitem, "subitem", typeof(SubitemView))) yield return problem;
        foreach (var id in new[] { mapping.Item.StatusColumn, mapping.Item.OrderNumberColumn })
            if (mapping.Item.Columns.All(column => column.Id != id)) yield return $"item: the column '{id}' is not among its columns.";
    }

    private static IEnumerable<string> Row(MappedRow row, string what, Type view)
    {
        if (NameTemplate.Problem(row.Name, view) is { } wrong) yield return $"{what}.name: {wrong}";
        if (row.Columns.All(column => column.Id != row.ExternalIdColumn)) yield return $"{what}: the external id's column '{row.ExternalIdColumn}' is not among its columns.";
        foreach (var twice in row.Columns.GroupBy(column => column.Id).Where(group => group.Count() > 1)) yield return $"{what}: column '{twice.Key}' is there twice.";
        foreach (var column in row.Columns)
        {
            if (!ColumnValue.Types.Contains(column.Type)) yield return $"{what}.{column.Id}: type '{column.Type}' is not one of {string.Join(", ", ColumnValue.Types)}.";
            if (SourcePath.Problem(column.Source, view) is { } problem) yield return $"{what}.{column.Id}: {problem}";
        }
    }
}
