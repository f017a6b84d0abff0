using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workers.MondaySync.CallMonday;

/// <summary>One error of an answer, in whichever of the forms Monday has had over the years.</summary>
internal sealed partial record MondayError(string Code, string Message, string? Alias, TimeSpan? RetryIn, int? Status)
{
    private static readonly HashSet<string> Throttles = new(StringComparer.OrdinalIgnoreCase)
    {
        "complexityexception", "complexitybudgetexhausted", "minuteratelimitexceeded", "ratelimitexceeded", "maxconcurrencyexceeded", "dailylimitexceeded",
        "ipratelimitexceeded", "fieldlimitexceeded", "fieldminuteratelimitexceeded", "toomanyrequests", "apitemporarilyblocked",
    };
    private static readonly HashSet<string> Permanent = new(StringComparer.OrdinalIgnoreCase)
    {
        "columnvalueexception", "correctedvalueexception", "invalidargumentexception", "invalidcolumnidexception", "itemnametoolongexception",
        "recordinvalidexception", "invaliduseridexception", "invalidboardidexception",
    };
    private static readonly HashSet<string> Setup = new(StringComparer.OrdinalIgnoreCase)
    {
        "invalidversionexception", "missingrequiredpermissions", "userunauthorizedexception", "useraccessdenied", "unauthorized", "notauthenticated",
    };
    private static readonly HashSet<string> BeforeExecution = new(StringComparer.OrdinalIgnoreCase)
    {
        "jsonparseexception", "graphqlvalidationfailed", "graphqlparsefailed", "badrequest", "undefinedfield", "argumentliteralsincompatible", "missingrequiredarguments",
    };

    // Both spellings of a code, MAX_CONCURRENCY_EXCEEDED and maxConcurrencyExceeded, are the same word here.
    private string Word => Code.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    public bool IsThrottle => Status == 429 || RetryIn is not null || Throttles.Contains(Word);
    public bool IsPermanent => Permanent.Contains(Word);
    public bool IsSetup => Setup.Contains(Word);
    public bool IsBoardFull => Word.Equals("itemslimitationexception", StringComparison.OrdinalIgnoreCase);
    public bool IsNotFound => Word.Equals("resourcenotfoundexception", StringComparison.OrdinalIgnoreCase);
    public bool IsInProgress => Word.Equals("idempotencyconflict", StringComparison.OrdinalIgnoreCase);
    public bool IsBeforeExecution { get; init; }

    public static IReadOnlyList<MondayError> Read(JsonElement root)
    {
        var errors = new List<MondayError>();
        if (root.ValueKind != JsonValueKind.Object) return errors;
        if (root.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array)
            errors.AddRange(list.EnumerateArray().Where(error => error.ValueKind is JsonValueKind.Object or JsonValueKind.String).Select(One));
        if (Text(root, "error_code") is { } code)
            errors.Add(Make(code, Text(root, "error_message") ?? code, null, root, Member(root, "error_data")));
        else if (errors.Count == 0 && Text(root, "error_message") is { } message)
            errors.Add(Make("", message, null, root, default));
        return errors;
    }

    private static MondayError One(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String) return Make("", error.GetString()!, null, default, default);
        var extensions = Member(error, "extensions");
        var alias = Member(error, "path") is { ValueKind: JsonValueKind.Array } path && path.GetArrayLength() > 0 && path[0].ValueKind == JsonValueKind.String
            ? path[0].GetString() : null;
        return Make(Text(extensions, "code") ?? Text(error, "code") ?? "", Text(error, "message") ?? "", alias, extensions, Member(extensions, "error_data"))
            with { IsBeforeExecution = alias is null && IsFormal(Text(error, "message") ?? "", extensions) };
    }

    private static MondayError Make(string code, string message, string? alias, JsonElement extensions, JsonElement data)
    {
        var seconds = Number(extensions, "retry_in_seconds") ?? Number(data, "retry_in_seconds")
            ?? (ResetIn().Match(message) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null);
        return new MondayError(code, message, alias, seconds is >= 0 and < 172_800 ? TimeSpan.FromSeconds(seconds.Value) : null, (int?)Number(extensions, "status_code"));
    }

    private static bool IsFormal(string message, JsonElement extensions) =>
        message.StartsWith("Parse error", StringComparison.Ordinal) || Member(extensions, "problems").ValueKind == JsonValueKind.Array
        || BeforeExecution.Contains((Text(extensions, "code") ?? "").Replace("_", "", StringComparison.Ordinal));

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static double? Number(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) => value,
        { ValueKind: JsonValueKind.String } text when double.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    [GeneratedRegex(@"reset in (\d+(?:\.\d+)?) seconds")]
    private static partial Regex ResetIn();
}
