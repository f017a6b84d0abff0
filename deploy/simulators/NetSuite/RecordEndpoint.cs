using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>The record paths: answered at once, or taken as a job when the caller prefers that.</summary>
internal sealed class RecordEndpoint(NetSuiteStore store, RecordOperations operations, JobQueue jobs)
{
    private const int CollectionLimit = 100;
    private readonly RecordReader reader = new(store, operations);

    public VendorReply Answer(VendorRequest request, string[] segments)
    {
        if (segments[0] is not ("salesOrder" or "customer"))
            return NetSuiteErrors.Reply(404, "NONEXISTENT_ID", $"Record type '{segments[0]}' does not exist.");
        if (request.Method == "GET")
            return reader.Answer(request, segments);
        if (segments.Length > 2)
            return NetSuiteErrors.Reply(405, "METHOD_NOT_ALLOWED", "The method is not supported on this resource.");

        var asynchronous = (request.Header("Prefer") ?? "").Contains("respond-async", StringComparison.OrdinalIgnoreCase);
        var collection = (request.Header("Content-Type") ?? "").Contains("type=collection", StringComparison.OrdinalIgnoreCase);
        var body = request.Body.Length > 0 ? JsonText.Parse(request.Body) : default(JsonElement);
        if (body is null)
            return NetSuiteErrors.Reply(400, "INVALID_CONTENT", "Error while accessing a resource. The request body is not valid JSON.");
        if (collection && !asynchronous)
            return NetSuiteErrors.Reply(400, "INVALID_HEADER", "A collection requires the header Prefer: respond-async.");

        return collection
            ? SubmitCollection(request, segments[0], body.Value)
            : One(request, segments, body.Value, asynchronous);
    }

    private VendorReply One(VendorRequest request, string[] segments, JsonElement body, bool asynchronous)
    {
        var replaceItems = (request.Parameter("replace") ?? "").Split(',').Contains("item");
        var command = new RecordCommand(request.Method, segments[0], segments.Length > 1 ? segments[1] : null, body, replaceItems);
        if (command.ExternalId is { } externalId)
            request.Keys = request.Keys is null ? externalId : $"{externalId} {request.Keys}";

        return asynchronous
            ? Submit(request, [command])
            : operations.Run(command, request.At).ToReply(request.BaseUrl);
    }

    private VendorReply SubmitCollection(VendorRequest request, string type, JsonElement body)
    {
        if (body.Member("items") is not { ValueKind: JsonValueKind.Array } items)
            return NetSuiteErrors.Reply(400, "INVALID_CONTENT", "Error while accessing a resource. A collection needs 'items'.", "items");
        var count = items.GetArrayLength();
        if (count is 0 or > CollectionLimit)
            return NetSuiteErrors.Reply(400, "INVALID_CONTENT", $"Error while accessing a resource. A collection holds 1 to {CollectionLimit} records, not {count}.", "items");

        var replaceItems = (request.Parameter("replace") ?? "").Split(',').Contains("item");
        var commands = items.EnumerateArray()
            .Select(item => new RecordCommand(request.Method, type, KeyOf(request.Method, item), item, replaceItems))
            .ToList();
        request.Operation += ".collection";
        request.Keys = $"{count} records {request.Keys}".TrimEnd();
        return Submit(request, commands);
    }

    private static string? KeyOf(string method, JsonElement item) => method switch
    {
        "POST" => null,
        "PUT" when item.Text("id") is null && item.Text("externalId") is { } externalId => "eid:" + externalId,
        _ => item.Text("id") ?? "",
    };

    private VendorReply Submit(VendorRequest request, List<RecordCommand> commands)
    {
        var key = request.Header("X-NetSuite-Idempotency-Key");
        if (key is not null && !Guid.TryParse(key, out _))
            return NetSuiteErrors.Reply(400, "INVALID_HEADER", "The X-NetSuite-Idempotency-Key header must be a UUID (RFC 4122).");
        if (jobs.FindByKey(key) is { } earlier)
        {
            return NetSuiteErrors.Reply(400, "IDEMPOTENCY_ERROR", "A request with the same idempotency key is already submitted. See the \"Location\" header for a link to the previously submitted job")
                .With("Preference-Applied", "respond-async")
                .With("Location", request.BaseUrl + JobReplies.PathOf(earlier));
        }

        var job = jobs.Submit(commands, key, request.At);
        return new VendorReply(202, [], "application/json")
            .With("Preference-Applied", "respond-async")
            .With("Location", request.BaseUrl + JobReplies.PathOf(job));
    }
}
