using System.Text.Json;
using Workers.Simulators.Http;
using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>Bodies in Monday's form.</summary>
internal static class MondayReplies
{
    public static VendorReply Result(List<KeyValuePair<string, object?>>? data, List<QueryError> errors) => VendorReply.Write(200, json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("data");
        ResultWriter.Write(json, data);
        if (errors.Count > 0)
            Errors(json, errors);
        End(json);
    });

    /// <summary>Nothing was executed.</summary>
    public static VendorReply Invalid(List<QueryError> errors) => VendorReply.Write(200, json =>
    {
        json.WriteStartObject();
        Errors(json, errors);
        End(json);
    });

    public static VendorReply Error(int status, string code, string message, int? retryIn = null)
    {
        var error = new QueryError(message)
        {
            Extensions = json =>
            {
                json.WriteString("code", code);
                if (retryIn is { } seconds)
                    json.WriteNumber("retry_in_seconds", seconds);
                json.WriteNumber("status_code", status);
            },
        };
        var reply = VendorReply.Write(status, json =>
        {
            json.WriteStartObject();
            Errors(json, [error]);
            End(json);
        });
        return retryIn is { } after ? reply.With("Retry-After", after.ToString()) : reply;
    }

    private static void Errors(Utf8JsonWriter json, List<QueryError> errors)
    {
        json.WriteStartArray("errors");
        errors.ForEach(error => error.Write(json));
        json.WriteEndArray();
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteStartObject("extensions");
        json.WriteString("request_id", Guid.NewGuid());
        json.WriteEndObject();
        json.WriteNumber("account_id", MondayAccount.AccountId);
        json.WriteEndObject();
    }
}
