using System.Text;

namespace Correlation.Tests;

/// <summary>Rows of a comma-separated file with a header; quoted cells may hold commas and doubled quotes.</summary>
internal static class Csv
{
    public static IReadOnlyList<Dictionary<string, string>> Read(string path)
    {
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).Select(Cells).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"' && quoted && at + 1 < line.Length && line[at + 1] == '"') cell.Append(line[at++]);
            else if (line[at] == '"') quoted = !quoted;
            else if (line[at] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(line[at]);
        }
        cells.Add(cell.ToString());
        return cells;
    }
}
