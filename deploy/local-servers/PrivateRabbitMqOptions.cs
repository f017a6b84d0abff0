namespace Workers.LocalServers;

/// <summary>How a private RabbitMQ is made.</summary>
public sealed record PrivateRabbitMqOptions
{
    /// <summary>Folder for everything it keeps: data, log, credentials, number of the process.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>AMQP port on 127.0.0.1; null takes the one used before, else a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Port of the management console and API on 127.0.0.1; null as above.</summary>
    public int? ManagementPort { get; init; }

    /// <summary>Above this the broker holds publishers back.</summary>
    public string MemoryLimit { get; init; } = "1GB";

    /// <summary>Number of scheduler threads of the Erlang machine.</summary>
    public int Schedulers { get; init; } = 2;

    /// <summary>Time limit for the start.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
