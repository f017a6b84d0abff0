using System.ComponentModel.DataAnnotations;

namespace Workers.Hosting;

/// <summary>The broker. Section <c>Bus</c>.</summary>
public sealed class BusOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Bus";

    /// <summary><c>amqp://user:password@host:port/vhost</c> of the service's own broker user; <c>amqps</c> for TLS.</summary>
    [Required]
    public string Uri { get; set; } = "";

    /// <summary>Quorum queues with a dead-letter exchange instead of classic durable queues. Needs the same value in every process. Default false.</summary>
    public bool QuorumQueues { get; set; }

    /// <summary>Messages of one endpoint that are handled at the same time, batches apart. Default 16.</summary>
    [Range(1, 512)]
    public int ConcurrentMessages { get; set; } = 16;

    /// <summary>Longest time one message or batch may take before it is tried again; also the limit of every publish inside it. Default 60 s.</summary>
    public TimeSpan HandlingLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest pause between two tries while the database, the broker or a vendor is away. Default 15 s.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(15);
}
