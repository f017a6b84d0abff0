namespace Workers.LocalServers;

/// <summary>How a private PostgreSQL is made.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>Folder for its state: password, number of the process, log and, where possible, the data.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Port on 127.0.0.1; null takes the one used before, else a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Memory for the server's page cache.</summary>
    public string SharedBuffers { get; init; } = "256MB";

    /// <summary>Highest number of connections.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>False gives up safety against a power cut: for tests that throw the data away.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Time limit for the start, recovery after a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
