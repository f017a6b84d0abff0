using System.ComponentModel.DataAnnotations;
using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>D&amp;B Direct+. Section <c>DunBradstreet</c>. Every call is paid, so none is repeated by the transport.</summary>
public sealed class DunBradstreetOptions : VendorHttpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "DunBradstreet";

    /// <summary>A slow vendor must not hold the orders behind it: shorter time-out, fewer calls, an earlier circuit.</summary>
    public DunBradstreetOptions()
    {
        Timeout = TimeSpan.FromSeconds(5);
        ReadRetries = 0;
        CircuitMinimumCalls = 4;
    }

    /// <summary>Consumer key.</summary>
    [Required]
    public string Key { get; set; } = "";

    /// <summary>Consumer secret.</summary>
    [Required]
    public string Secret { get; set; } = "";

    /// <summary>Calls per UTC day that all instances may make together, tokens included. Default 1,000.</summary>
    [Range(0, 100_000_000)]
    public int DailyBudget { get; set; } = 1_000;

    /// <summary>Calls per second that all instances may make together. Default 100; set what the contract says.</summary>
    [Range(1, 10_000)]
    public int CallsPerSecond { get; set; } = 100;

    /// <summary>How long an answer is used, by contract 72 h.</summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromHours(72);

    /// <summary>How long "not found" and "no reliable match" are believed. Default 24 h.</summary>
    public TimeSpan NegativeCacheFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Lowest confidence code (1 to 10) at which a match by name is accepted. Default 8.</summary>
    [Range(1, 10)]
    public int MinimumConfidence { get; set; } = 8;

    /// <summary>The data blocks that are asked for.</summary>
    [Required]
    public string BlockIds { get; set; } = "companyinfo_L2_v1,financialstrengthinsight_L2_v1,paymentinsight_L1_v1";
}
