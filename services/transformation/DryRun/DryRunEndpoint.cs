using System.Text.Json;
using System.Text.Json.Nodes;
using Workers.Contracts;
using Workers.Contracts.Ingestion;
using Workers.Transformation.StageOrder;

namespace Workers.Transformation.DryRun;

/// <summary>What staging would answer, recorded nowhere. Takes an <see cref="OrderReceived"/> or an event as it comes to intake.</summary>
internal static class DryRunEndpoint
{
    public static void MapDryRun(this IEndpointRouteBuilder app) => app.MapPost("/dry-run", async (
        JsonObject body, OrderStager stager, TimeProvider clock, CancellationToken cancellationToken) =>
    {
        OrderReceived received;
        try
        {
            received = Read(body, clock.GetUtcNow());
        }
        catch (JsonException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        var (staged, rejection) = await stager.DryRun(received, cancellationToken);
        return staged is not null ? Results.Json(staged, Json.Options) : Results.Json(rejection, Json.Options, statusCode: StatusCodes.Status422UnprocessableEntity);
    });

    internal static OrderReceived Read(JsonObject body, DateTimeOffset now)
    {
        if (body.ContainsKey("orderId")) return body.Deserialize<OrderReceived>(Json.Options)!;
        string Text(string name) => body[name]?.GetValueKind() == JsonValueKind.String ? body[name]!.GetValue<string>() : throw new JsonException($"{name} is missing");
        var (type, source, id) = (Text("eventType"), Text("source").ToUpperInvariant(), Text("sourceOrderId"));
        return new OrderReceived
        {
            OrderId = Guid.Empty,
            Version = body["sourceVersion"]?.GetValue<long>() ?? 1,
            Attempt = 0,
            EventType = type,
            Source = source,
            SourceOrderId = id,
            ExternalId = OrderIdentity.ExternalId(source, id),
            ReceivedAt = now,
            Order = type == EventTypes.Cancelled ? null : body.Deserialize<OrderDocument>(Json.Options),
        };
    }
}
