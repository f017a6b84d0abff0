namespace Workers.MondaySync.CallMonday;

/// <summary>What a request came to, named by what to do next.</summary>
internal abstract record MondayReply
{
    /// <summary>Answered, alias by alias.</summary>
    public sealed record Answered(IReadOnlyList<AliasResult> Aliases) : MondayReply;

    /// <summary>Nothing took effect. Wait, then send again.</summary>
    public sealed record NotTaken(string Code, string Reason, TimeSpan Delay) : MondayReply;

    /// <summary>The same request is still being worked on. Wait, then send exactly the same.</summary>
    public sealed record InProgress(TimeSpan Delay) : MondayReply;

    /// <summary>Refused as a whole before anything took effect.</summary>
    public sealed record Refused(string Code, string Message) : MondayReply;

    /// <summary>It may have taken effect. Look up before anything else.</summary>
    public sealed record Unknown(string Reason) : MondayReply;
}

/// <summary>The answer to one alias.</summary>
internal sealed record AliasResult
{
    public required AliasOutcome Outcome { get; init; }
    public long Id { get; init; }
    public long? BoardId { get; init; }
    public string Code { get; init; } = "";
    public string Message { get; init; } = "";
    public TimeSpan? Delay { get; init; }
}

internal enum AliasOutcome
{
    Done,
    /// <summary>Not carried out, by a limit of Monday's. Does not count as a refusal.</summary>
    Throttled,
    /// <summary>The board holds no more items.</summary>
    BoardFull,
    /// <summary>The item or subitem is not there.</summary>
    NotFound,
    /// <summary>Refused; might succeed later.</summary>
    Refused,
    /// <summary>Refused for what it says; repeating it cannot help.</summary>
    Rejected,
    /// <summary>No word about it in the answer.</summary>
    Unknown,
}
