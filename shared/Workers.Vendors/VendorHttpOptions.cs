using System.ComponentModel.DataAnnotations;

namespace Workers.Vendors;

/// <summary>How a vendor is called. Every vendor's options class derives from it.</summary>
public class VendorHttpOptions
{
    /// <summary>The vendor's base address; links that the vendor returns are followed on this host only.</summary>
    [Required]
    public Uri? BaseUrl { get; set; }

    /// <summary>Longest time one call may take, body included. Stay below half of any lease that covers the call. Default 15 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Calls in flight from this process. Default 8.</summary>
    [Range(1, 1000)]
    public int MaxConcurrentCalls { get; set; } = 8;

    /// <summary>Repetitions of a call that changes nothing (a read). Creates are never repeated here. Default 2.</summary>
    [Range(0, 10)]
    public int ReadRetries { get; set; } = 2;

    /// <summary>Share of failed calls (no answer or 5xx) in <see cref="CircuitWindow"/> that opens the circuit. Default 0.9: a vendor that fails now and then is not down.</summary>
    [Range(0.05, 1.0)]
    public double CircuitFailureShare { get; set; } = 0.9;

    /// <summary>The window the share is measured over. Default 10 s.</summary>
    public TimeSpan CircuitWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls in the window below which the circuit stays closed. Default 10.</summary>
    [Range(2, 10_000)]
    public int CircuitMinimumCalls { get; set; } = 10;

    /// <summary>How long the circuit stays open before one call tries again. Default 5 s.</summary>
    public TimeSpan CircuitOpenFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest answer that is read, in bytes. Default 16 MiB.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxResponseBytes { get; set; } = 16 * 1024 * 1024;
}
