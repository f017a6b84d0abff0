namespace Workers.LocalServers;

/// <summary>The end of a log file, for messages that say why something did not start.</summary>
public static class LogTail
{
    private const int Longest = 300;

    /// <summary>The last lines that are not empty, each cut to a readable length, joined by " | ".</summary>
    public static string Of(string path, int lines = 3)
    {
        var last = Lines(path).TakeLast(lines).Select(line => line.Length <= Longest ? line : line[..Longest] + " ...").ToList();
        return last.Count == 0 ? "(no output)" : string.Join(" | ", last);
    }

    /// <summary>The last line that is not empty, as it stands; null when there is none.</summary>
    public static string? LastLine(string path) => Lines(path).LastOrDefault();

    private static IEnumerable<string> Lines(string path) =>
        File.Exists(path) ? File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Trim()) : [];
}
