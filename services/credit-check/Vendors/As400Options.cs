using System.ComponentModel.DataAnnotations;
using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>The AS400's customer service. Section <c>As400</c>.</summary>
public sealed class As400Options : VendorHttpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "As400";

    /// <summary>Few jobs serve the host, and a slow one must not hold the orders behind it.</summary>
    public As400Options()
    {
        Timeout = TimeSpan.FromSeconds(5);
        ReadRetries = 1;
        MaxConcurrentCalls = 4;
        CircuitMinimumCalls = 4;
    }

    /// <summary>User profile.</summary>
    [Required]
    public string User { get; set; } = "";

    /// <summary>Password. A wrong one is tried once; then the vendor is paused until an operator resumes it.</summary>
    [Required]
    public string Password { get; set; } = "";

    /// <summary>Company of customers that name none. Default 01.</summary>
    [Required]
    public string Company { get; set; } = "01";

    /// <summary>Currency of the account figures. Default USD.</summary>
    [Required, RegularExpression("^[A-Z]{3}$", ErrorMessage = "An ISO 4217 code such as USD is needed.")]
    public string CurrencyCode { get; set; } = "USD";

    /// <summary>How long account figures are used, so that a backlog of one customer costs one call. Default 60 s.</summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(60);
}
