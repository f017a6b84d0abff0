using System.ComponentModel.DataAnnotations;
using Workers.Vendors;

namespace Workers.MondaySync;

/// <summary>Monday.com and the way orders are carried to it. Section <c>Monday</c>.</summary>
public sealed class MondaySyncOptions : VendorHttpOptions, IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Monday";

    /// <summary>The API token, sent as it is in <c>Authorization</c>.</summary>
    [Required]
    public string Token { get; set; } = "";

    /// <summary>The quarterly API version, sent as <c>API-Version</c>. Default 2026-01.</summary>
    [Required]
    public string ApiVersion { get; set; } = "2026-01";

    /// <summary>The mapping of boards, groups and columns; relative paths start at the program's folder. Default <c>board-mapping.yaml</c>.</summary>
    [Required]
    public string MappingFile { get; set; } = "board-mapping.yaml";

    /// <summary>Board for new items instead of the mapping's first one, so that one mapping serves several accounts. Default: the mapping's.</summary>
    public long? BoardId { get; set; }

    /// <summary>Items created or changed in one request. 5 million points a call and 10,000 a create allow 500 at the very most. Default 40.</summary>
    [Range(1, 200)]
    public int ItemsPerRequest { get; set; } = 40;

    /// <summary>Subitems created or changed in one request. Default 100.</summary>
    [Range(1, 250)]
    public int SubitemsPerRequest { get; set; } = 100;

    /// <summary>Rounds of one process that run side by side. Default 2.</summary>
    [Range(1, 32)]
    public int Lanes { get; set; } = 2;

    /// <summary>How long a round's claim holds without a sign of life. The time limit of a call must be below half of it. Default 40 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>Time that a running round gets to come to its end when the service is stopped. Default 20 s.</summary>
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often due orders are looked for when no message woke the loop. Default 1 s.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Age up to which a stored request is sent again under its key; Monday keeps answers for 30 minutes. Default 25 min.</summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromMinutes(25);

    /// <summary>Longest time Monday may still work on a call that ended without an answer: the pause between the two look-ups. Default 20 s.</summary>
    public TimeSpan LongestProcessing { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Refusals of one order after which it is failed. Default 3.</summary>
    [Range(1, 20)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>Pause before the first repetition of a refused order; doubles each time. Default 2 s.</summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Items on a board at which the next board is opened; Monday's limit is 10,000. Default 9,500.</summary>
    [Range(1, 9_990)]
    public int RolloverAt { get; set; } = 9_500;

    /// <summary>How often the boards are compared with the mapping until they fit. Default 15 s.</summary>
    public TimeSpan BoardCheckEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long requests, archived staging rows and answered commands are kept. Default 30 days.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Timeout * 2 >= Lease)
            yield return new ValidationResult($"The time limit of a call ({Timeout}) must be below half of the lease ({Lease}).", [nameof(Timeout)]);
    }
}
