using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workers.LocalServers;

/// <summary>Where the system keeps its PostgreSQL programs, and as which user they may run.</summary>
internal static class PostgresInstallation
{
    private const string SystemUser = "postgres";
    private const string SharedState = "/var/lib/workers-fleet";

    public static string? FindPrograms()
    {
        const string debian = "/usr/lib/postgresql";
        if (Directory.Exists(debian))
        {
            var newest = Directory.EnumerateDirectories(debian)
                .Where(directory => File.Exists(Path.Combine(directory, "bin", "initdb")))
                .OrderByDescending(directory => decimal.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .FirstOrDefault();
            if (newest is not null)
                return Path.Combine(newest, "bin");
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .FirstOrDefault(directory => File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres")));
    }

    public static string Programs() => FindPrograms()
        ?? throw new ServerUnavailableException("PostgreSQL is not installed. Cure: apt-get install --no-install-recommends postgresql (its system service need not run).");

    /// <summary>PostgreSQL refuses to run as root, so root runs it as the packages' own user.</summary>
    public static IEnumerable<string> AsServerUser(params IEnumerable<string> command) =>
        Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--init-groups", "--", .. command]
            : command;

    /// <summary>
    /// A directory the server's user can reach and own. Under root's home it could not be entered by that user: the data then lies
    /// under /var/lib, in a folder named after the state directory, and a note says where.
    /// </summary>
    public static async Task<string> PrepareHome(string stateDirectory, CancellationToken cancellationToken)
    {
        var home = Path.Combine(stateDirectory, "server");
        Directory.CreateDirectory(home);
        if (!Environment.IsPrivilegedProcess)
            return home;

        if (await Own(home, cancellationToken))
            return home;

        var elsewhere = HomeElsewhere(stateDirectory);
        Directory.CreateDirectory(elsewhere);
        if (!await Own(elsewhere, cancellationToken))
            throw new ServerUnavailableException($"The user {SystemUser} can use neither {home} nor {elsewhere}. Set FLEET_HOME to a folder whose parents everybody may enter.");

        await File.WriteAllTextAsync(Path.Combine(stateDirectory, "NOTE.txt"),
            $"The data lies in {elsewhere}: PostgreSQL runs as the user {SystemUser}, who may not enter this folder.\n", cancellationToken);
        return elsewhere;
    }

    public static string HomeElsewhere(string stateDirectory)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(stateDirectory))))[..16];
        return Path.Combine(SharedState, name);
    }

    private static async Task<bool> Own(string directory, CancellationToken cancellationToken)
    {
        var (owned, output) = await DetachedProcess.Run(["chown", $"{SystemUser}:", directory], cancellationToken);
        if (owned != 0)
            throw new ServerUnavailableException($"The user {SystemUser} is missing or {directory} cannot be given to it: {output.Trim()}");

        var (usable, _) = await DetachedProcess.Run([.. AsServerUser("test", "-w", directory, "-a", "-x", directory)], cancellationToken);
        return usable == 0;
    }
}
