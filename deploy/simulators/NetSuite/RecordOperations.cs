using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>A record by internal id or by external id.</summary>
internal readonly record struct RecordKey(long Id, string? ExternalId)
{
    /// <summary>Reads "647" or "eid:SO-1001"; null when it is neither.</summary>
    public static RecordKey? Parse(string segment)
    {
        if (segment.StartsWith("eid:", StringComparison.Ordinal))
        {
            var externalId = segment[4..];
            var clean = externalId.Length > 0 && externalId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
            return clean ? new RecordKey(0, externalId) : null;
        }

        return long.TryParse(segment, out var id) ? new RecordKey(id, null) : null;
    }
}

/// <summary>One record operation, whether it is answered at once or worked on by a job.</summary>
internal sealed record RecordCommand(string Method, string Type, string? Key, JsonElement Body, bool ReplaceItems)
{
    public string Operation => $"{Type}.{Verb(Method, Key)}";

    public string? ExternalId => Key is not null && Key.StartsWith("eid:", StringComparison.Ordinal) ? Key[4..] : Body.Text("externalId");

    public static string Verb(string method, string? key) => method switch
    {
        "POST" => "create",
        "PATCH" => "update",
        "PUT" => "upsert",
        "DELETE" => "delete",
        _ => key is null ? "list" : "get",
    };
}

/// <summary>Carries out record commands.</summary>
internal sealed class RecordOperations(NetSuiteStore store)
{
    public SalesOrderOperations SalesOrders { get; } = new(store);

    public CustomerOperations Customers { get; } = new(store);

    public RecordOutcome Run(RecordCommand command, DateTimeOffset now)
    {
        if (command.Method is "POST" or "PATCH" or "PUT" && command.Body.ValueKind != JsonValueKind.Object)
            return NetSuiteErrors.Outcome(400, "INVALID_CONTENT", "Error while accessing a resource. The request body is not a JSON object.");
        if (command.Method == "POST")
            return command.Key is null ? Create(command, null, now) : Unsupported();
        if (command.Key is null || RecordKey.Parse(command.Key) is not { } key)
            return NetSuiteErrors.Outcome(404, "NONEXISTENT_ID", "The record instance does not exist. Provide a valid record instance ID.");
        if (command.Method == "PUT" && key.ExternalId is null)
            return NetSuiteErrors.Outcome(400, "INVALID_PARAMETER", "PUT is supported with an external id (eid:) only.");

        object? record = command.Type == "salesOrder" ? SalesOrders.Find(key) : Customers.Find(key);
        return record is null && command.Method == "PUT" ? Create(command, key.ExternalId, now) : OnRecord(command, record, now);
    }

    private RecordOutcome Create(RecordCommand command, string? externalId, DateTimeOffset now) =>
        command.Type == "salesOrder" ? SalesOrders.Create(command.Body, externalId, now) : Customers.Create(command.Body, externalId, now);

    private RecordOutcome OnRecord(RecordCommand command, object? record, DateTimeOffset now) => (command.Method, record) switch
    {
        (_, null) => NetSuiteErrors.Outcome(404, "NONEXISTENT_ID", "The record instance does not exist. Provide a valid record instance ID."),
        ("PATCH" or "PUT", SalesOrderRecord order) => SalesOrders.Change(order, command.Body, command.ReplaceItems, now),
        ("PATCH" or "PUT", CustomerRecord customer) => Customers.Change(customer, command.Body, now),
        ("DELETE", SalesOrderRecord order) => SalesOrders.Delete(order, now),
        ("DELETE", CustomerRecord customer) => Customers.Delete(customer, now),
        _ => Unsupported(),
    };

    private static RecordOutcome Unsupported() => NetSuiteErrors.Outcome(405, "METHOD_NOT_ALLOWED", "The method is not supported on this resource.");
}
