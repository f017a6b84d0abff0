using System.ComponentModel.DataAnnotations;
using Workers.Vendors;

namespace Workers.NetSuitePoller;

/// <summary>NetSuite and the rhythm of the calls to it. Section <c>NetSuite</c>.</summary>
public sealed class NetSuiteOptions : VendorHttpOptions, IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "NetSuite";

    /// <summary>Four calls in flight from this process by default: the smallest account has five for all its integrations.</summary>
    public NetSuiteOptions() => MaxConcurrentCalls = 4;

    /// <summary>Account id, for example <c>1234567_SB1</c>; for people and logs, the calls go to <see cref="VendorHttpOptions.BaseUrl"/>.</summary>
    public string AccountId { get; set; } = "";

    /// <summary>Client id of the integration record.</summary>
    [Required]
    public string ClientId { get; set; } = "";

    /// <summary>Id of the certificate that NetSuite gave for the public key.</summary>
    [Required]
    public string CertificateId { get; set; } = "";

    /// <summary>PEM file with the private key: EC P-256 signs ES256, RSA signs PS256.</summary>
    [Required]
    public string PrivateKeyPath { get; set; } = "";

    /// <summary>Orders in one request. Default and NetSuite's limit: 100.</summary>
    [Range(1, 100)]
    public int BatchSize { get; set; } = 100;

    /// <summary>Requests of this process that create orders at the same time. Default 2.</summary>
    [Range(1, 50)]
    public int SubmitLanes { get; set; } = 2;

    /// <summary>Shortest time between two creating requests, so that a busy system fills its batches; a quiet one does not wait. Default 50 ms.</summary>
    public TimeSpan GatherFor { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Jobs of the whole fleet that NetSuite may have open; keep it to what its processors finish inside the polling limit. Default 40.</summary>
    [Range(1, 10_000)]
    public int MaxJobsInFlight { get; set; } = 40;

    /// <summary>From the submit to the first poll of its job. Default 500 ms.</summary>
    public TimeSpan FirstPollAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two polls of a job. Default 5 s.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Polls before the outcome counts as unknown and the slow lane takes over. Default 36, which is 3 minutes.</summary>
    [Range(1, 100_000)]
    public int MaxPolls { get; set; } = 36;

    /// <summary>First pause of the slow lane; it grows by half each time. Default 60 s.</summary>
    public TimeSpan SlowLookupEvery { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest pause of the slow lane. Default 15 min.</summary>
    public TimeSpan SlowLookupLongest { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Longest time NetSuite takes from a request to its records. An order that is not found is believed absent only after two
    /// look-ups with this time between them. Default 20 s.
    /// </summary>
    public TimeSpan LongestProcessing { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A job that neither finishes nor shows its orders is given up after this time, and the orders are sent again under a new key. Default 6 h.</summary>
    public TimeSpan JobGivenUpAfter { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long a claim holds while its process does not come back. Must be more than twice the time-out. Default 40 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>Pause after a refused call (too many in flight, no connection); doubles up to 16 times this. Default 500 ms.</summary>
    public TimeSpan BackOff { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Calls in a row without a usable answer before NetSuite counts as down. Default 5.</summary>
    [Range(1, 1000)]
    public int DownAfterFailures { get; set; } = 5;

    /// <summary>The timer that backs up the signals inside the process. Default 1 s.</summary>
    public TimeSpan Tick { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an item's availability is used again. Default 5 s.</summary>
    public TimeSpan AvailabilityFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long finished requests and finished rows of the polling queue are kept. Default 30 days.</summary>
    public TimeSpan KeepFinished { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Currency code to NetSuite's internal id.</summary>
    public Dictionary<string, string> Currencies { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["USD"] = "1", ["GBP"] = "2", ["CAD"] = "3", ["EUR"] = "4", ["AUD"] = "5", ["JPY"] = "6", ["CHF"] = "7", ["MXN"] = "8",
        ["SEK"] = "9", ["NOK"] = "10", ["DKK"] = "11", ["BRL"] = "12", ["PLN"] = "13", ["NZD"] = "14", ["CNY"] = "15", ["INR"] = "16",
    };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Timeout * 2 >= Lease)
            yield return new($"must be more than twice NetSuite:Timeout ({Timeout.TotalSeconds:0.#} s), or a slow call outlives its claim.", [nameof(Lease)]);
        if (PrivateKeyPath.Length > 0 && !File.Exists(PrivateKeyPath))
            yield return new($"names the file {PrivateKeyPath}, which is not there or not readable.", [nameof(PrivateKeyPath)]);
    }
}
