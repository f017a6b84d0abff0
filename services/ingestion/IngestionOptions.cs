using System.ComponentModel.DataAnnotations;

namespace Workers.Ingestion;

/// <summary>Intake of order events. Section <c>Intake</c>.</summary>
public sealed class IngestionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Intake";

    /// <summary>Key that channels send as <c>X-Api-Key</c> to <c>POST /orders</c>. Without one every call is answered 401.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Largest order event in bytes; larger ones are quarantined, or answered 413. Default 1 MiB.</summary>
    [Range(1_024, 16 * 1_048_576)]
    public int MaxBodyBytes { get; set; } = 1_048_576;

    /// <summary>Bytes that quarantine keeps of one event. Default 16 MiB, the largest message of RabbitMQ 4.</summary>
    [Range(1_024, 64 * 1_048_576)]
    public int MaxQuarantineBytes { get; set; } = 16 * 1_048_576;

    /// <summary>Most lines of one order. Default 1000.</summary>
    [Range(1, 10_000)]
    public int MaxLines { get; set; } = 1_000;

    /// <summary>Calls of <c>POST /orders</c> per second that are taken on average; more are answered 429. Default 300.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; set; } = 300;

    /// <summary>Calls of <c>POST /orders</c> that are taken at once. Default 600.</summary>
    [Range(1, 100_000)]
    public int Burst { get; set; } = 600;

    /// <summary>Longest wait for the broker's confirm of one publish. Default 5 s.</summary>
    public TimeSpan PublishLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An event that <c>orders</c> has not adopted is published again after this time, then after twice the time, and so on. Default 15 s.</summary>
    public TimeSpan FirstRepublish { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest time between two publishes of an event that is not adopted. Default 10 min.</summary>
    public TimeSpan LongestRepublish { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the journal is searched for events to publish again. Default 1 s.</summary>
    public TimeSpan RepublishEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Most events one call of <c>POST /replay</c> publishes; its answer says where to go on. Default 10000.</summary>
    [Range(1, 1_000_000)]
    public int ReplayLimit { get; set; } = 10_000;
}
