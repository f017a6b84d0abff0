using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>A document with what was found wrong in it.</summary>
internal sealed record CheckedDocument(Document? Document, List<QueryError> Errors);

/// <summary>The body of one call.</summary>
internal sealed class MondayCall
{
    public CheckedDocument? Checked { get; init; }

    public string? OperationName { get; init; }

    public JsonElement? Variables { get; init; }

    /// <summary>The operation to execute, when there is exactly one it can be.</summary>
    public Operation? Operation => Checked?.Document?.Operations is not { } operations ? null
        : OperationName is null ? operations is [var only] ? only : null
        : operations.Find(operation => operation.Name == OperationName);

    public bool IsMutation => Operation?.Kind == "mutation";

    /// <summary>Set when this call is the first with its idempotency key.</summary>
    public string? OwnedKey { get; set; }

    public static MondayCall? Read(byte[] body, DocumentCache documents)
    {
        if (JsonText.Parse(body) is not { ValueKind: JsonValueKind.Object } root || root.Member("query") is not { ValueKind: JsonValueKind.String } query)
            return null;
        return new MondayCall
        {
            Checked = documents.Get(query.GetString()!),
            OperationName = root.Text("operationName") is { Length: > 0 } name ? name : null,
            Variables = root.Member("variables") switch
            {
                { ValueKind: JsonValueKind.Object } variables => variables,
                { ValueKind: JsonValueKind.String } text => JsonText.Parse(Encoding.UTF8.GetBytes(text.GetString()!)),
                _ => null,
            },
        };
    }
}

/// <summary>Documents already parsed and checked; clients send the same text again and again.</summary>
internal sealed class DocumentCache(Schema schema)
{
    private const int MaxDocuments = 200;
    private const int MaxLength = 64 * 1024;
    private readonly ConcurrentDictionary<string, CheckedDocument> documents = new(StringComparer.Ordinal);

    public CheckedDocument Get(string text)
    {
        if (documents.TryGetValue(text, out var known))
            return known;

        var read = Read(text);
        if (text.Length <= MaxLength)
        {
            if (documents.Count >= MaxDocuments)
                documents.Clear();
            documents[text] = read;
        }

        return read;
    }

    private CheckedDocument Read(string text)
    {
        try
        {
            var document = Parser.Parse(text);
            return new CheckedDocument(document, Validator.Check(schema, document));
        }
        catch (GraphQlSyntaxException problem)
        {
            var message = problem.Message.StartsWith("Parse error on", StringComparison.Ordinal)
                ? $"{problem.Message} at [{problem.Place.Line}, {problem.Place.Column}]"
                : $"Parse error on {problem.Message} at [{problem.Place.Line}, {problem.Place.Column}]";
            return new CheckedDocument(null, [new QueryError(message) { Places = [problem.Place] }]);
        }
    }
}
