using System.Text;
using System.Text.Json;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>The GraphQL API: one path, everything in the body.</summary>
internal sealed class MondayVendor : IVendor
{
    private readonly MondaySettings settings;
    private readonly TimeProvider clock;
    private readonly MondayAccount account;
    private readonly MondayLimits limits;
    private readonly IdempotencyCache answers = new();
    private readonly DocumentCache documents;
    private readonly Schema schema = Schema.Parse(Encoding.UTF8.GetString(BoardsFile.Embedded("schema.graphql")));

    public MondayVendor(MondaySettings settings, TimeProvider clock)
    {
        (this.settings, this.clock) = (settings, clock);
        account = new MondayAccount(settings, clock);
        limits = new MondayLimits(settings);
        documents = new DocumentCache(schema);
    }

    public string Name => "monday";

    public void Classify(VendorRequest request)
    {
        var call = request.Path == "/v2" ? MondayCall.Read(request.Body, documents) : null;
        request.Parsed = call;
        if (call?.Operation is { } operation)
        {
            var fields = operation.Selections.OfType<Field>().Where(field => field.Name != "complexity").Select(field => field.Name).ToList();
            request.Operation = string.Join('+', fields.Distinct(StringComparer.Ordinal).Take(10));
            request.Keys = $"{fields.Count} fields";
        }

        if (request.Header("Idempotency-Key") is { } key)
            request.Keys = $"{request.Keys} idempotency:{key}".TrimStart();
    }

    public VendorReply? Admit(VendorRequest request)
    {
        var refusal = limits.Enter(request.At) ?? Repeat(request);
        if (refusal is null)
            return null;

        limits.Leave();
        return limits.Decorate(refusal, request.At);
    }

    public void Leave(VendorRequest request, VendorReply? reply)
    {
        limits.Leave();
        if (request.Parsed is MondayCall { OwnedKey: { } key })
            answers.Complete(key, reply, request.At);
    }

    public VendorReply Handle(VendorRequest request) => limits.Decorate(Answer(request), request.At);

    public VendorReply Refuse(Fault fault, VendorRequest request, FaultProfile profile) => limits.Decorate(fault switch
    {
        Fault.Error429 => MondayReplies.Error(429, "MINUTE_RATE_LIMIT_EXCEEDED", "Minute rate limit exceeded", profile.RetryAfterSeconds),
        Fault.Outage => MondayReplies.Error(503, "TIMEOUT_EXCEEDED", "Request processing timeout exceeded"),
        Fault.Unauthorized => Unauthorized(),
        Fault.OkWithErrors => MondayReplies.Error(200, "API_TEMPORARILY_BLOCKED", "API is temporarily blocked", profile.RetryAfterSeconds),
        _ => MondayReplies.Error(500, "INTERNAL_SERVER_ERROR", "Internal server error"),
    }, request.At);

    public bool WriteLedger(string thing, DateTimeOffset? since, Utf8JsonWriter json)
    {
        lock (account.Gate)
            return MondayLedgers.Write(thing, since, json, account.Boards);
    }

    public bool WriteSummary(string thing, Utf8JsonWriter json)
    {
        lock (account.Gate)
            return MondayLedgers.WriteSummary(thing, json, account.Boards);
    }

    public void Reset()
    {
        lock (account.Gate)
            account.Reset();
        limits.Reset();
        answers.Reset();
    }

    /// <summary>The first answer again, when the key was used before.</summary>
    private VendorReply? Repeat(VendorRequest request)
    {
        if (request.Parsed is not MondayCall { IsMutation: true } call || request.Header("Idempotency-Key") is not { } key)
            return null;
        if (answers.TryClaim(key, request.At, out var earlier))
        {
            call.OwnedKey = key;
            return null;
        }

        return earlier is null
            ? MondayReplies.Error(409, "IDEMPOTENCY_CONFLICT", "A request with this idempotency key is currently being processed").With("Retry-After", "1")
            : earlier.With("Idempotency-Replayed", "true");
    }

    private VendorReply Answer(VendorRequest request)
    {
        if (request.Path != "/v2" || request.Method != "POST")
            return MondayReplies.Error(404, "ResourceNotFoundException", "Not found");
        if (!Authorised(request))
            return Unauthorized();
        if (!ApiVersions.IsKnown(request.Header("API-Version")))
            return MondayReplies.Error(200, "InvalidVersionException", $"The API version '{request.Header("API-Version")}' does not exist");
        if (request.Parsed is not MondayCall call)
            return MondayReplies.Error(400, "JsonParseException", "Bad request: the body needs the member 'query'");
        if (call.Checked!.Errors.Count > 0)
            return MondayReplies.Invalid(call.Checked.Errors);
        if (call.Operation is not { } operation)
            return MondayReplies.Invalid([new QueryError(call.OperationName is null ? "An operation name is required" : $"No operation named \"{call.OperationName}\"")]);

        var (variables, errors) = Variables.Read(schema, operation, call.Variables);
        return errors.Count > 0 ? MondayReplies.Invalid(errors) : Execute(request, call.Checked.Document!, operation, variables);
    }

    private VendorReply Execute(VendorRequest request, Document document, Operation operation, Dictionary<string, object?> variables)
    {
        var (report, refusal) = limits.Spend(ComplexityCost.Of(document, operation, variables), request.At);
        if (refusal is not null)
            return refusal;

        var resolvers = new MondayResolvers(account, report, request.Header("API-Version") ?? ApiVersions.Current);
        var executor = new Executor(schema, document, variables, resolvers);
        lock (account.Gate)
        {
            var data = executor.Execute(operation);
            return MondayReplies.Result(data, executor.Errors);
        }
    }

    private bool Authorised(VendorRequest request)
    {
        var header = request.Header("Authorization") ?? "";
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..] : header;
        return token.Length > 0 && (settings.Token.Length == 0 || token == settings.Token);
    }

    private static VendorReply Unauthorized() => MondayReplies.Error(401, "UNAUTHENTICATED", "Not Authenticated");
}

/// <summary>Quarterly versions.</summary>
internal static class ApiVersions
{
    public const string Current = "2026-07";

    public static bool IsKnown(string? version) =>
        version is null or "dev"
        || (version.Length == 7 && version[4] == '-' && version[5..] is "01" or "04" or "07" or "10"
            && int.TryParse(version[..4], out var year) && year is >= 2023 and <= 2027);
}
