namespace Workers.LocalServers;

/// <summary>The end of a log file, for messages that say why something did not start.</summary>
public static class LogTail
{
    /// <summary>The last lines that are not empty, joined by " | ".</summary>
    public static string Of(string path, int lines = 3)
    {
        if (!File.Exists(path))
            return "(no output)";

        var last = File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(lines).Select(line => line.Trim());
        return string.Join(" | ", last);
    }
}
