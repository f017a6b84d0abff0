using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Workers.LocalServers;

/// <summary>Starts processes that outlive their starter, and stops them by number.</summary>
public static partial class DetachedProcess
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    // A session of its own keeps ctrl-C at the terminal away from the process. Files the starter holds open are closed,
    // or a pipe behind it (fleet demo --json | jq) would never see its end. exec all the way: the number stays the same.
    private const string Launcher =
        """
        log=$1; shift
        for fd in /proc/$$/fd/*; do n=${fd##*/}; if (( n > 2 )); then eval "exec $n>&-"; fi; done
        exec setsid "$@" >>"$log" 2>&1 </dev/null
        """;

    /// <summary>Starts a program in a session of its own with its output in a log file.</summary>
    public static ProcessIdentity Start(
        string log, string workingDirectory, IReadOnlyDictionary<string, string?> environment, IEnumerable<string> command)
    {
        var start = new ProcessStartInfo("bash", ["-c", Launcher, "launch", log, .. command])
        {
            WorkingDirectory = workingDirectory,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        return ProcessIdentity.Of(process.Id) ?? new(process.Id, 0, "");
    }

    /// <summary>Asks the process to end and waits; when it does not within the time, kills its whole session.</summary>
    public static async Task Stop(ProcessIdentity process, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        if (!process.IsAlive())
            return;

        SendSignal(process.Pid, SigTerm);
        if (!await WaitForEnd(process, patience, cancellationToken))
            await Kill(process, cancellationToken);
    }

    /// <summary>Ends the process and everything in its session at once (SIGKILL).</summary>
    public static async Task Kill(ProcessIdentity process, CancellationToken cancellationToken = default)
    {
        if (!process.IsAlive())
            return;

        foreach (var pid in ProcessIdentity.Session(process.Pid).Prepend(process.Pid).Distinct())
            SendSignal(pid, SigKill);
        await WaitForEnd(process, TimeSpan.FromSeconds(10), cancellationToken);
    }

    /// <summary>True when the process has ended within the time.</summary>
    public static async Task<bool> WaitForEnd(ProcessIdentity process, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var waited = Stopwatch.StartNew();
        while (process.IsAlive())
        {
            if (waited.Elapsed > patience)
                return false;
            await Task.Delay(50, cancellationToken);
        }

        return true;
    }

    /// <summary>Runs a short command to its end and returns its exit code and everything it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> Run(IReadOnlyList<string> command, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static void SendSignal(int pid, int signal) => _ = NativeKill(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int NativeKill(int pid, int signal);
}
