using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Workers.Vendors;

namespace Workers.MondaySync.CallMonday;

/// <summary>Monday's GraphQL API. Mutations are sent once and told by <see cref="MondayReply"/>; queries throw the named vendor exceptions.</summary>
internal sealed class MondayClient(IOptions<MondaySyncOptions> options, CallBudget budget) : IDisposable
{
    public const string Vendor = "monday";
    private readonly VendorHttp http = new(Vendor, options.Value);

    public bool CircuitIsOpen => http.CircuitIsOpen;

    /// <summary>Sends a stored request, byte for byte.</summary>
    public async Task<MondayReply> Mutate(string body, Guid idempotencyKey, IReadOnlyList<Operation> operations, CancellationToken cancellationToken)
    {
        try
        {
            budget.Calls.Add(1);
            var response = await http.Write(() => Request(body, idempotencyKey), cancellationToken);
            budget.Observe(response);
            return ReplyReader.Read(response, operations);
        }
        catch (VendorUnavailableException exception)
        {
            return new MondayReply.NotTaken("VENDOR_DOWN", exception.Message, TimeSpan.FromSeconds(2));
        }
        catch (VendorOutcomeUnknownException exception)
        {
            return new MondayReply.Unknown(exception.Message);
        }
    }

    /// <summary>Asks a question and returns <c>data</c>.</summary>
    public async Task<JsonElement> Query(string query, object variables, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(new { query, variables });
        return Data(await http.Read(() => Request(body, null), cancellationToken));
    }

    /// <summary>Changes something other than an order's item, at most once per key.</summary>
    public async Task<JsonElement> Execute(string mutation, object variables, Guid idempotencyKey, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(new { query = mutation, variables });
        return Data(await http.Write(() => Request(body, idempotencyKey), cancellationToken));
    }

    public void Dispose() => http.Dispose();

    private JsonElement Data(VendorResponse response)
    {
        budget.Calls.Add(1);
        budget.Observe(response);
        JsonElement root;
        try
        {
            root = JsonElement.Parse(response.Body);
        }
        catch (JsonException)
        {
            root = default;
        }
        var errors = MondayError.Read(root);
        if (errors.Count == 0 && response.IsSuccess && root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
            return data;
        throw Failure(ReplyReader.Whole(response, errors, root.ValueKind == JsonValueKind.Object), errors);
    }

    private static VendorException Failure(MondayReply reply, IReadOnlyList<MondayError> errors) => reply switch
    {
        MondayReply.NotTaken { Code: "RATE_LIMITED" } throttled => new VendorThrottledException(Vendor, throttled.Reason, throttled.Delay),
        MondayReply.NotTaken down => new VendorUnavailableException(Vendor, down.Reason),
        MondayReply.Refused refused => new VendorRejectedException(Vendor, refused.Code, refused.Message),
        MondayReply.InProgress wait => new VendorThrottledException(Vendor, "Monday works on the same request", wait.Delay),
        MondayReply.Unknown unknown when errors.Any(error => error.IsPermanent || error.IsNotFound) => new VendorRejectedException(Vendor, errors[0].Code, unknown.Reason),
        MondayReply.Unknown unknown => new VendorUnavailableException(Vendor, unknown.Reason),
        _ => new VendorUnavailableException(Vendor, "Monday's answer has no result"),
    };

    private HttpRequestMessage Request(string body, Guid? idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v2", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.TryAddWithoutValidation("Authorization", options.Value.Token);
        request.Headers.TryAddWithoutValidation("API-Version", options.Value.ApiVersion);
        if (idempotencyKey is { } key) request.Headers.TryAddWithoutValidation("Idempotency-Key", key.ToString());
        return request;
    }
}
