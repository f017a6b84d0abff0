using System.Text.Json.Serialization;

namespace Workers.Simulators.Faults;

/// <summary>
/// Body of <c>PUT /_faults/{vendor}</c>. Shares are 0..1 and must not sum to more than 1. Properties are settable, not init:
/// the generated reader would overwrite the defaults of init properties that are not given.
/// </summary>
internal sealed class FaultProfile
{
    public long Seed { get; set; } = 1;

    public double Error429 { get; set; }

    public double Error500Before { get; set; }

    public double Error500After { get; set; }

    public double TimeoutBefore { get; set; }

    public double TimeoutAfter { get; set; }

    /// <summary>Half of this share is cut before the effect, half after it.</summary>
    public double CutConnection { get; set; }

    public double CutConnectionBefore { get; set; }

    public double CutConnectionAfter { get; set; }

    public double TruncatedJson { get; set; }

    public double SlowBytes { get; set; }

    public double OkWithErrors { get; set; }

    public double Unauthorized { get; set; }

    /// <summary>The call is carried out twice, as by a proxy that repeats it; the caller sees the second answer.</summary>
    public double DuplicateDelivery { get; set; }

    /// <summary>Share of jobs that never finish and never take effect.</summary>
    public double NeverFinishingJob { get; set; }

    /// <summary>Share of jobs that take effect and yet never finish.</summary>
    public double NeverFinishingJobAfter { get; set; }

    public double SlowJob { get; set; }

    public int SlowJobMs { get; set; } = 200_000;

    public int LatencyMs { get; set; }

    public int LatencyJitterMs { get; set; }

    /// <summary>How long a time-out is held open when the caller does not give up first, and how long slow bytes take.</summary>
    public int TimeoutMs { get; set; } = 60_000;

    /// <summary>What a 429 tells the caller, where the vendor tells it.</summary>
    public int RetryAfterSeconds { get; set; } = 1;

    /// <summary>From the moment the profile is set, nothing works for so long.</summary>
    public double OutageSeconds { get; set; }

    /// <summary>During an outage connections are cut instead of answered with 503.</summary>
    public bool OutageCut { get; set; }

    /// <summary>Share of D-U-N-S numbers whose data blocks come back null.</summary>
    public double NullBlocks { get; set; }

    /// <summary>Share of D-U-N-S numbers whose assessment block is not entitled.</summary>
    public double NotEntitledBlock { get; set; }

    /// <summary>Share of D-U-N-S numbers that are matched with a confidence below 7.</summary>
    public double LowConfidence { get; set; }

    /// <summary>Patterns (<c>*</c> stands for anything) of the operations concerned; empty means all.</summary>
    public IReadOnlyList<string> Only { get; set; } = [];

    /// <summary>Faults end after so many calls; 0 means never.</summary>
    public int MaxFaults { get; set; }

    [JsonIgnore]
    public IEnumerable<(Fault Fault, double Share)> Shares =>
    [
        (Fault.Error429, Error429),
        (Fault.Error500Before, Error500Before),
        (Fault.Error500After, Error500After),
        (Fault.TimeoutBefore, TimeoutBefore),
        (Fault.TimeoutAfter, TimeoutAfter),
        (Fault.CutConnectionBefore, CutConnectionBefore + (CutConnection / 2)),
        (Fault.CutConnectionAfter, CutConnectionAfter + (CutConnection / 2)),
        (Fault.TruncatedJson, TruncatedJson),
        (Fault.SlowBytes, SlowBytes),
        (Fault.OkWithErrors, OkWithErrors),
        (Fault.Unauthorized, Unauthorized),
        (Fault.DuplicateDelivery, DuplicateDelivery),
    ];

    /// <summary>Why the profile cannot be used, or null.</summary>
    public string? Problem()
    {
        double[] shares = [.. Shares.Select(share => share.Share), NeverFinishingJob, NeverFinishingJobAfter, SlowJob, NullBlocks, NotEntitledBlock, LowConfidence];
        if (shares.Any(share => share is < 0 or > 1 || double.IsNaN(share)))
            return "every share must be between 0 and 1";
        if (Shares.Sum(share => share.Share) > 1.000001)
            return "the shares of faults sum to more than 1: one call gets one fault";
        if (NeverFinishingJob + NeverFinishingJobAfter + SlowJob > 1.000001)
            return "the shares of job faults sum to more than 1";
        if (LatencyMs is < 0 or > 600_000 || LatencyJitterMs is < 0 or > 600_000 || TimeoutMs is < 0 or > 600_000)
            return "latencyMs, latencyJitterMs and timeoutMs must be between 0 and 600000";
        if (OutageSeconds is < 0 or > 86_400 || RetryAfterSeconds is < 0 or > 86_400 || SlowJobMs is < 0 or > 86_400_000 || MaxFaults < 0)
            return "outageSeconds and retryAfterSeconds must be between 0 and 86400, slowJobMs and maxFaults not negative";
        return null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(FaultProfile))]
internal sealed partial class FaultJson : JsonSerializerContext;
