using System.Globalization;
using System.Text;
using CsvHelper;
using ExcelDataReader;
using Workers.Transformation.Countries;
using Workers.Transformation.StageOrder;

namespace Workers.Transformation.Subsidiary;

/// <summary>The matrix file cannot be used; the message names row, column and what was expected.</summary>
internal sealed class MatrixFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Reads a subsidiary matrix: columns country, region, currency, source (optional) and subsidiary, <c>*</c> or nothing for "any".</summary>
internal static class MatrixReader
{
    private static readonly string[] Required = ["country", "region", "currency", "subsidiary"];

    public static SubsidiaryMatrix Read(string path)
    {
        if (!File.Exists(path)) throw new MatrixFileException($"Subsidiary matrix {path} does not exist. Set TRANSFORMATION__MATRIXFILE to an .xlsx or .csv file.");
        try
        {
            var rows = path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? SheetRows(path) : CsvRows(path);
            return Read(rows.ToList(), Path.GetFileName(path));
        }
        catch (Exception exception) when (exception is CsvFormatException or ExcelDataReader.Exceptions.ExcelReaderException or InvalidDataException)
        {
            throw new MatrixFileException($"{Path.GetFileName(path)} cannot be read as a table: {exception.Message}", exception);
        }
    }

    private static SubsidiaryMatrix Read(IReadOnlyList<(int Number, string[] Cells)> table, string file)
    {
        if (table.Count == 0) throw new MatrixFileException($"{file} is empty; row 1 has to name the columns {string.Join(", ", Required)}");
        var columns = table[0].Cells.Select((name, index) => (Name: name.Trim().ToLowerInvariant(), index)).Where(column => column.Name.Length > 0)
            .GroupBy(column => column.Name).ToDictionary(group => group.Key, group => group.First().index);
        var missing = Required.Where(name => !columns.ContainsKey(name)).ToList();
        if (missing.Count > 0) throw new MatrixFileException($"{file} row 1 lacks the column {string.Join(", ", missing)}");
        var rows = table.Skip(1).Where(row => row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
            .Select(row => RowOf(new Cells(row.Cells, columns, file, row.Number))).ToList();
        var twice = rows.GroupBy(row => (row.CountryCode, row.Region?.ToUpperInvariant(), row.CurrencyCode, row.Source)).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new MatrixFileException($"{file} rows {string.Join(" and ", twice.Select(row => row.Number))} ask for the same");
        return new SubsidiaryMatrix(rows);
    }

    private static MatrixRow RowOf(Cells cells)
    {
        var country = cells.Text("country") is { } name ? CountryNames.CodeOf(name) ?? throw cells.Wrong("country", "a country's name or ISO code, or *") : null;
        var currency = cells.Text("currency")?.ToUpperInvariant();
        if (currency is not null && !Currencies.TryMinorUnits(currency, out _)) throw cells.Wrong("currency", "an ISO 4217 code, or *");
        if (!int.TryParse(cells.Text("subsidiary"), NumberStyles.None, CultureInfo.InvariantCulture, out var subsidiary) || subsidiary == 0)
            throw cells.Wrong("subsidiary", "the number of a NetSuite subsidiary");
        return new MatrixRow(cells.Number, country, cells.Text("region"), currency, cells.Text("source")?.ToUpperInvariant(), subsidiary);
    }

    private static IEnumerable<(int, string[])> CsvRows(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { HasHeader = false, CommentPrefix = '#', TrackLineNumbers = true });
        while (csv.Read()) yield return ((int)csv.LineNumber, csv.Current.ToArray());
    }

    private static IEnumerable<(int, string[])> SheetRows(string path)
    {
        // The reader's defaults name a code page that .NET knows only after this.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var sheet = ExcelReaderFactory.CreateReader(stream);
        for (var number = 1; sheet.Read(); number++)
            yield return (number, [.. Enumerable.Range(0, sheet.FieldCount).Select(index => Convert.ToString(sheet.GetValue(index), CultureInfo.InvariantCulture) ?? "")]);
    }

    private sealed class Cells(string[] cells, Dictionary<string, int> columns, string file, int number)
    {
        public int Number => number;

        /// <returns>Null for the wildcard.</returns>
        public string? Text(string column) =>
            columns.TryGetValue(column, out var index) && index < cells.Length && cells[index].Trim() is { Length: > 0 } text && text != "*" ? text : null;

        public MatrixFileException Wrong(string column, string expected) =>
            new($"{file} row {number}, column {column}: '{Text(column) ?? ""}' is not {expected}");
    }
}
