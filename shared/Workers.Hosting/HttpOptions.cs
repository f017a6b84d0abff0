using System.ComponentModel.DataAnnotations;

namespace Workers.Hosting;

/// <summary>The HTTP side of a worker: health and, with a key, its operator API. Section <c>Http</c>.</summary>
public sealed class HttpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Http";

    /// <summary>The address to listen on. Default: loopback.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on. Default 8080, which is what a container uses.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>Key that operators send as <c>X-Api-Key</c>. Without one every operator endpoint answers 401.</summary>
    public string? OperatorApiKey { get; set; }
}
