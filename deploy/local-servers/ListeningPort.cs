using System.Globalization;

namespace Workers.LocalServers;

/// <summary>Who listens on a port: an answer on it may come from somebody else's process.</summary>
public static class ListeningPort
{
    private const string Listening = "0A";

    /// <summary>True when this process holds the socket that listens on the port.</summary>
    public static bool IsHeldBy(int pid, int port)
    {
        var sockets = Inodes(port).Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        return sockets.Count > 0 && Files(pid).Any(sockets.Contains);
    }

    private static IEnumerable<string> Inodes(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var table in new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists))
            foreach (var line in File.ReadLines(table).Skip(1))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields[1].EndsWith(suffix, StringComparison.Ordinal) && fields[3] == Listening)
                    yield return fields[9];
            }
    }

    private static IEnumerable<string> Files(int pid)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{pid}/fd").Select(file => new FileInfo(file).LinkTarget ?? "")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
