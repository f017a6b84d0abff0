using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Workers.Fleet.Home;
using Workers.Fleet.Services;
using Workers.LocalServers;

namespace Workers.Fleet.Bench;

/// <summary>What the whole fleet has used so far; two readings are subtracted.</summary>
internal sealed record Usage(long Messages, long BytesDelivered, long Commits, IReadOnlyDictionary<string, double> Cpu)
{
    private const double TicksPerSecond = 100;

    public static Usage operator -(Usage after, Usage before) =>
        new(
        after.Messages - before.Messages, after.BytesDelivered - before.BytesDelivered, after.Commits - before.Commits,
        after.Cpu.ToDictionary(entry => entry.Key, entry => entry.Value - before.Cpu[entry.Key]));

    /// <summary>Seconds of CPU of all processes.</summary>
    public double CpuSeconds => Cpu.Values.Sum();

    public static async Task<Usage> Read(RunningFleet fleet, CancellationToken cancellationToken)
    {
        var cpu = Leaders(fleet).GroupBy(leader => leader.Name).ToDictionary(group => group.Key, group => group.Sum(leader => CpuOf(leader.Pid)));
        // The broker adds its statistics up every 5 s.
        await Task.Delay(TimeSpan.FromSeconds(6), cancellationToken);
        return new(await CountDeliveries(fleet, cancellationToken), await CountBytes(fleet, cancellationToken), await CountCommits(fleet, cancellationToken), cpu);
    }

    /// <summary>Highest resident memory in MB, by process; the largest of a service's instances.</summary>
    public static SortedDictionary<string, long> PeakMemory(RunningFleet fleet)
    {
        var peaks = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, pid) in Leaders(fleet).Where(leader => leader.Name != "database"))
            peaks[name] = Math.Max(peaks.GetValueOrDefault(name), StatusField(pid, "VmHWM:") / 1024);
        return peaks;
    }

    private static IEnumerable<(string Name, int Pid)> Leaders(RunningFleet fleet) =>
    [
        .. fleet.State.Processes.Select(process => (process.Name, process.Process.Pid)),
        ("broker", fleet.Broker.Process!.Pid),
        ("database", fleet.Postgres.Process!.Pid),
    ];

    private static async Task<long> CountDeliveries(RunningFleet fleet, CancellationToken cancellationToken)
    {
        using var management = fleet.Broker.ManagementClient();
        var host = await management.GetFromJsonAsync<JsonElement>(new Uri($"vhosts/{ServiceCatalogue.VirtualHost}", UriKind.Relative), cancellationToken);
        return host.TryGetProperty("message_stats", out var stats) && stats.TryGetProperty("deliver_get", out var count) ? count.GetInt64() : 0;
    }

    // What the broker has sent on the connections that are open: those of the services live as long as the measurement.
    private static async Task<long> CountBytes(RunningFleet fleet, CancellationToken cancellationToken)
    {
        using var management = fleet.Broker.ManagementClient();
        var connections = await management.GetFromJsonAsync<JsonElement>(new Uri($"vhosts/{ServiceCatalogue.VirtualHost}/connections", UriKind.Relative), cancellationToken);
        return connections.EnumerateArray().Sum(connection => connection.TryGetProperty("send_oct", out var bytes) ? bytes.GetInt64() : 0);
    }

    private static async Task<long> CountCommits(RunningFleet fleet, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(fleet.Postgres.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select xact_commit from pg_stat_database where datname = '{ServiceCatalogue.DatabaseName}'", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    // Of the process, its children (PostgreSQL makes one per connection, each in a session of its own) and those that have ended.
    private static double CpuOf(int leader)
    {
        var family = ProcessIdentity.AllPids().Where(pid => StatusField(pid, "PPid:") == leader).Append(leader);
        return family.Sum(pid => Times(pid, withEnded: pid == leader)) / TicksPerSecond;
    }

    private static long Times(int pid, bool withEnded)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ').Skip(11).Take(withEnded ? 4 : 2);
            return fields.Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long StatusField(int pid, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
