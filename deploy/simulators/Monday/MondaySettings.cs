namespace Workers.Simulators;

/// <summary>Section <c>Monday</c>.</summary>
public sealed class MondaySettings
{
    /// <summary>API token; empty accepts any.</summary>
    public string Token { get; set; } = "";

    /// <summary>JSON file with the boards to start with; empty takes the built-in board.</summary>
    public string BoardsFile { get; set; } = "";

    /// <summary>Requests per minute before 429 MINUTE_RATE_LIMIT_EXCEEDED.</summary>
    public int RequestsPerMinute { get; set; } = 1_000_000;

    /// <summary>Requests per UTC day before 429 DAILY_LIMIT_EXCEEDED.</summary>
    public int RequestsPerDay { get; set; } = 100_000_000;

    /// <summary>Requests in flight before 429 MAX_CONCURRENCY_EXCEEDED.</summary>
    public int Concurrency { get; set; } = 250;

    /// <summary>Complexity points per minute before 429 COMPLEXITY_BUDGET_EXHAUSTED.</summary>
    public long ComplexityPerMinute { get; set; } = 2_000_000_000;

    /// <summary>Complexity points one call may cost.</summary>
    public long ComplexityPerCall { get; set; } = 5_000_000;

    /// <summary>Active items a board may hold.</summary>
    public int ItemsPerBoard { get; set; } = 10_000;

    /// <summary>Active subitems a subitem board may hold.</summary>
    public int SubitemsPerBoard { get; set; } = 100_000;
}
