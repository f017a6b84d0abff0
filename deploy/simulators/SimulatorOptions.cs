namespace Workers.Simulators;

/// <summary>Everything that can be set, one property per configuration section.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Where the process listens.</summary>
    public HttpSettings Http { get; set; } = new();

    /// <summary>NetSuite's credentials, limits and job speed.</summary>
    public NetSuiteSettings NetSuite { get; set; } = new();

    /// <summary>Monday's token and limits.</summary>
    public MondaySettings Monday { get; set; } = new();

    /// <summary>Dun &amp; Bradstreet's credentials and limits.</summary>
    public DunBradstreetSettings DunBradstreet { get; set; } = new();

    /// <summary>AS400 sign-on and its nightly window.</summary>
    public As400Settings As400 { get; set; } = new();

    /// <summary>What concerns all simulators.</summary>
    public CommonSettings Simulators { get; set; } = new();
}

/// <summary>Section <c>Http</c>.</summary>
public sealed class HttpSettings
{
    /// <summary>Address to listen on. Faults are refused unless it is a loopback address.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 takes a free one.</summary>
    public int Port { get; set; }
}

/// <summary>Section <c>Simulators</c>.</summary>
public sealed class CommonSettings
{
    /// <summary>Calls remembered one by one per vendor; totals stay exact beyond it.</summary>
    public int CallLedgerCapacity { get; set; } = 50_000;
}

/// <summary>Section <c>DunBradstreet</c>.</summary>
public sealed class DunBradstreetSettings
{
    /// <summary>Consumer key; empty accepts any.</summary>
    public string Key { get; set; } = "";

    /// <summary>Consumer secret; empty accepts any.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Calls per second before 429 00045.</summary>
    public int CallsPerSecond { get; set; } = 1_000;

    /// <summary>Calls per UTC day before 429 00046.</summary>
    public int DailyQuota { get; set; } = 1_000_000;

    /// <summary>Life of a token in seconds.</summary>
    public int TokenSeconds { get; set; } = 86_400;
}

/// <summary>Section <c>As400</c>.</summary>
public sealed class As400Settings
{
    /// <summary>User profile; empty accepts any.</summary>
    public string User { get; set; } = "";

    /// <summary>Password; empty accepts any.</summary>
    public string Password { get; set; } = "";

    /// <summary>Failed sign-ons after which the profile is disabled until a reset; 0 never disables.</summary>
    public int MaxSignOnAttempts { get; set; } = 3;

    /// <summary>Nightly window in UTC, <c>HH:mm-HH:mm</c>, in which every call gets 503; empty for none.</summary>
    public string NightlyWindow { get; set; } = "";
}
