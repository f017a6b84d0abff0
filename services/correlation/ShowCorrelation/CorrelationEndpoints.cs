using System.Text.Json;
using Workers.Correlation.FindCustomer;

namespace Workers.Correlation.ShowCorrelation;

/// <summary>Body of a revocation.</summary>
internal sealed record Revocation(string? By, string? Reason);

internal static class CorrelationEndpoints
{
    public static void MapCorrelations(this IEndpointRouteBuilder app)
    {
        app.MapGet("/correlations/{orderId:guid}", async (Guid orderId, DecisionQuery query, CancellationToken cancellationToken) =>
            await query.Find(orderId, cancellationToken) is { Count: > 0 } decisions
                ? Results.Json(decisions, Json.Options)
                : Results.Problem($"No customer was looked for yet for order {orderId}.", statusCode: StatusCodes.Status404NotFound));
        app.MapGet("/links", (LinkStore links, CancellationToken cancellationToken) => links.InForce(cancellationToken));
        app.MapPost("/links/{linkId:guid}/revoke", async (Guid linkId, Revocation? revocation, LinkStore links, CancellationToken cancellationToken) =>
            await links.Revoke(linkId, revocation?.By ?? "operator", revocation?.Reason ?? "", cancellationToken)
                ? Results.Ok(new { linkId, revoked = true })
                : Results.Problem($"No link {linkId} is in force.", statusCode: StatusCodes.Status404NotFound));
        app.MapPost("/dry-run", DryRun);
    }

    private static async Task<IResult> DryRun(JsonElement body, Correlator correlator, CancellationToken cancellationToken)
    {
        Contracts.Correlation.CorrelateCustomer? command;
        try
        {
            command = body.Deserialize<Contracts.Correlation.CorrelateCustomer>(Json.Options);
        }
        catch (JsonException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        if (command is null) return Results.Problem("Send a CorrelateCustomer command.", statusCode: StatusCodes.Status400BadRequest);
        var decided = (await correlator.Decide([command], cancellationToken))[0];
        var answer = Answer.Of(decided.Command, decided.Decision);
        return Results.Json<object>(answer.Correlated is not null ? answer.Correlated : answer.Review!, Json.Options);
    }
}
