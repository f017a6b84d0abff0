using System.Globalization;
using System.Net;
using System.Text.Json;
using Workers.Vendors;

namespace Workers.MondaySync.CallMonday;

/// <summary>From Monday's answer to what to do next. Pure, and trusting nothing: an answer that makes no sense is an unknown outcome.</summary>
internal static class ReplyReader
{
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SetupDelay = TimeSpan.FromSeconds(10);

    public static MondayReply Read(VendorResponse response, IReadOnlyList<Operation> operations)
    {
        using var document = Parse(response.Body);
        var root = document?.RootElement ?? default;
        var errors = MondayError.Read(root);
        var data = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        if (data.ValueKind == JsonValueKind.Object && response.Status < HttpStatusCode.InternalServerError && data.EnumerateObject().Any())
            return new MondayReply.Answered([.. operations.Select((operation, index) => One(operation, MutationBody.Alias(index), data, errors))]);
        return Whole(response, errors, document is not null);
    }

    /// <summary>An answer without a result: why, and may it have taken effect?</summary>
    public static MondayReply Whole(VendorResponse response, IReadOnlyList<MondayError> errors, bool isJson)
    {
        var first = errors.Count > 0 ? errors[0] : null;
        var said = first is null ? $"HTTP {(int)response.Status}" : $"{first.Code} {first.Message}".Trim();
        if (response.Status == HttpStatusCode.Conflict && first is null or { IsInProgress: true }) return new MondayReply.InProgress(response.RetryAfter ?? TimeSpan.FromSeconds(1));
        if (response.Status == HttpStatusCode.TooManyRequests || errors.Any(error => error.Alias is null && error.IsThrottle))
            return new MondayReply.NotTaken("RATE_LIMITED", $"Monday asks for fewer calls: {said}", Delay(response, errors));
        if (response.Status == HttpStatusCode.Locked) return new MondayReply.NotTaken("RATE_LIMITED", $"Monday has locked the board: {said}", response.RetryAfter ?? DefaultDelay);
        if (response.Status >= HttpStatusCode.InternalServerError) return new MondayReply.Unknown($"Monday failed: {said}");
        if (response.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || errors.Any(error => error.Alias is null && error.IsSetup))
            return new MondayReply.NotTaken("VENDOR_DOWN", $"Monday refuses the access: {said}. Check MONDAY__TOKEN, its permissions and MONDAY__APIVERSION", SetupDelay);
        if (!response.IsSuccess && !isJson)
            return new MondayReply.NotTaken("VENDOR_DOWN", $"no Monday answers at this address: {said}. Check MONDAY__BASEURL", SetupDelay);
        if (first is { IsBeforeExecution: true } || (first is not null && response.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity))
            return new MondayReply.Refused(first!.Code, first.Message);
        if (!response.IsSuccess) return new MondayReply.Refused(first?.Code ?? $"HTTP_{(int)response.Status}", said);
        return new MondayReply.Unknown($"Monday's answer has no result: {said}");
    }

    private static AliasResult One(Operation operation, string alias, JsonElement data, IReadOnlyList<MondayError> errors)
    {
        if (data.TryGetProperty(alias, out var field) && field.ValueKind == JsonValueKind.Object && Id(field) is { } id)
            return new AliasResult { Outcome = AliasOutcome.Done, Id = id, BoardId = field.TryGetProperty("board", out var board) ? Id(board) : null };
        if (errors.FirstOrDefault(error => error.Alias == alias) is not { } error)
            return new AliasResult { Outcome = AliasOutcome.Unknown, Message = "Monday's answer says nothing about it" };
        var outcome = error switch
        {
            { IsThrottle: true } => AliasOutcome.Throttled,
            { IsBoardFull: true } => AliasOutcome.BoardFull,
            { IsNotFound: true } when operation.Kind is not (OperationKind.CreateItem or OperationKind.MoveItem) => AliasOutcome.NotFound,
            { IsPermanent: true } => AliasOutcome.Rejected,
            _ => AliasOutcome.Refused,
        };
        return new AliasResult { Outcome = outcome, Code = error.Code, Message = error.Message, Delay = error.RetryIn };
    }

    private static TimeSpan Delay(VendorResponse response, IReadOnlyList<MondayError> errors)
    {
        var delays = errors.Select(error => error.RetryIn).Append(response.RetryAfter).OfType<TimeSpan>().ToList();
        return delays.Count == 0 ? DefaultDelay : delays.Max();
    }

    private static JsonDocument? Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static long? Id(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var id)
        && long.TryParse(id.ValueKind == JsonValueKind.String ? id.GetString() : id.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : null;
}
