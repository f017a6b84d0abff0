namespace Workers.NetSuitePoller.NetSuite;

/// <summary>What came of a creating request.</summary>
internal abstract record SubmitAnswer
{
    /// <summary>NetSuite took it, now or earlier.</summary>
    public sealed record Accepted(string JobId) : SubmitAnswer;

    /// <summary>NetSuite refused the request as a whole; nothing was created.</summary>
    public sealed record Refused(string Code, string Reason, string Response) : SubmitAnswer;
}

/// <summary>What came of a change of one sales order.</summary>
internal abstract record ChangeAnswer
{
    public sealed record Done : ChangeAnswer;

    public sealed record Refused(string Code, string Reason, string Response) : ChangeAnswer;
}

/// <summary>A job as NetSuite tells it.</summary>
/// <param name="Exists">False when NetSuite does not know it (any more).</param>
/// <param name="Completed">Nothing will change any more. Only this decides; the words of progress are not all known.</param>
/// <param name="Progress">As told.</param>
internal sealed record JobAnswer(bool Exists, bool Completed, string? Progress);

/// <summary>What came of one record of a job.</summary>
internal abstract record TaskAnswer
{
    public sealed record Created(long InternalId) : TaskAnswer;

    public sealed record Refused(string Code, string Reason, string Response) : TaskAnswer;

    /// <summary>The external id is taken: by us, unless proven otherwise.</summary>
    public sealed record AlreadyExists : TaskAnswer;

    public sealed record NotKnown(string Reason) : TaskAnswer;
}

/// <summary>A sales order that carries one of our external ids.</summary>
internal sealed record FoundOrder(Guid ExternalId, long InternalId, string Number, string Status, long? Version)
{
    /// <summary>Closed or cancelled.</summary>
    public bool IsClosed => Status is "H" or "C";
}

/// <summary>A sales order with its lines' numbers.</summary>
internal sealed record SalesOrderRecord(string Number, string Status, IReadOnlyList<long> OpenLines, int Lines);

/// <summary>An item's stock as NetSuite tells it.</summary>
internal sealed record ItemStock(long ItemId, decimal? Available, bool IsDropShip, bool IsSpecialOrder, string? Vendor, int? LeadTimeDays);
