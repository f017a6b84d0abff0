using System.Globalization;

namespace Workers.LocalServers;

/// <summary>A process, told apart from a later one with the same number by its start time and the machine's boot.</summary>
public sealed record ProcessIdentity(int Pid, long StartTicks, string BootId)
{
    /// <summary>The process that has this number now, or null.</summary>
    public static ProcessIdentity? Of(int pid) =>
        ReadStat(pid) is { State: not 'Z' and not 'X' } stat ? new(pid, stat.StartTicks, CurrentBoot()) : null;

    /// <summary>True while exactly this process runs. A dead child that nobody has collected yet does not.</summary>
    public bool IsAlive() => Of(Pid) == this;

    /// <summary>The command line, with blanks between its words; empty when the process has gone.</summary>
    public static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The processes of the session that this process leads, itself included.</summary>
    public static IReadOnlyList<int> Session(int leader) =>
        [.. AllPids().Where(pid => ReadStat(pid) is { } stat && stat.Session == leader)];

    /// <summary>The processes that were started with this environment variable, and their descendants.</summary>
    public static IReadOnlyList<ProcessIdentity> WithEnvironment(string name, string value) =>
        [.. AllPids().Where(pid => HasEnvironment(pid, $"{name}={value}")).Select(Of).OfType<ProcessIdentity>()];

    private static bool HasEnvironment(int pid, string entry)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0').Contains(entry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Every process number there is.</summary>
    public static IEnumerable<int> AllPids() =>
        Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    private sealed record Stat(char State, int Session, long StartTicks);

    private static Stat? ReadStat(int pid)
    {
        try
        {
            // The second field is the program's name in brackets and may hold blanks and brackets itself.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new(fields[0][0], int.Parse(fields[3], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string CurrentBoot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
