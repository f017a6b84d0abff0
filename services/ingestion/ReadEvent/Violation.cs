namespace Workers.Ingestion.ReadEvent;

/// <summary>One thing that is wrong with an order event, in words a publisher understands.</summary>
internal sealed record Violation
{
    /// <summary>What kind, for example SCHEMA_VIOLATION.</summary>
    public required string Code { get; init; }

    /// <summary>Where in the document, for example <c>$.lines[0].quantity</c>.</summary>
    public required string Path { get; init; }

    /// <summary>One sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What would have been right.</summary>
    public string? Expected { get; init; }

    /// <summary>What was there, shortened and without control characters.</summary>
    public string? Got { get; init; }
}

/// <summary>Codes of quarantine entries and violations.</summary>
internal static class Codes
{
    public const string Empty = "EMPTY";
    public const string Oversized = "OVERSIZED";
    public const string NotUtf8 = "NOT_UTF8";
    public const string NotJson = "NOT_JSON";
    public const string TooDeep = "TOO_DEEP";
    public const string DuplicateKey = "DUPLICATE_KEY";
    public const string UnreadableText = "UNREADABLE_TEXT";
    public const string ControlCharacter = "CONTROL_CHARACTER";
    public const string Schema = "SCHEMA_VIOLATION";
    public const string UnknownEventType = "UNKNOWN_EVENT_TYPE";
    public const string UnknownCurrency = "UNKNOWN_CURRENCY";
    public const string DuplicateLine = "DUPLICATE_LINE_NUMBER";
    public const string TooManyLines = "TOO_MANY_LINES";
    public const string SizesMismatch = "SIZES_MISMATCH";
    public const string LineTotalMismatch = "LINE_TOTAL_MISMATCH";
    public const string OrderTotalMismatch = "ORDER_TOTAL_MISMATCH";
    public const string VersionConflict = "VERSION_CONFLICT";
    public const string NotStorable = "NOT_STORABLE";
}
