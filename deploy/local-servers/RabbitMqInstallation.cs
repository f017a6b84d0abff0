namespace Workers.LocalServers;

/// <summary>Where the system keeps RabbitMQ and Erlang.</summary>
internal static class RabbitMqInstallation
{
    // The package's command on the PATH changes to the user rabbitmq and its fixed directories; the program behind it does not.
    private const string Debian = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public static string? FindServer() => File.Exists(Debian) ? Debian : OnPath("rabbitmq-server");

    public static string Server() => FindServer()
        ?? throw new ServerUnavailableException("RabbitMQ is not installed. Cure: apt-get install --no-install-recommends rabbitmq-server (its system service need not run).");

    public static string PortMapper() => OnPath("epmd")
        ?? throw new ServerUnavailableException("Erlang's epmd is not on the PATH. Cure: apt-get install --no-install-recommends rabbitmq-server.");

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/bin")
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
}
