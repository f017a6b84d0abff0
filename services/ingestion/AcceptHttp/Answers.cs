using System.Globalization;
using Workers.Ingestion.ReadEvent;
using Workers.Ingestion.ReceiveOrder;

namespace Workers.Ingestion.AcceptHttp;

/// <summary>What a caller is told.</summary>
internal static class Answers
{
    private const int RetryAfterSeconds = 15;

    public static IResult Accepted(Outcome outcome) => Results.Json(
        new
        {
            orderId = outcome.Stored!.OrderId, externalId = outcome.Stored.ExternalId, version = outcome.Stored.Version,
            duplicate = outcome.Judgement == Judgement.Duplicate,
        },
        statusCode: StatusCodes.Status202Accepted);

    /// <summary>400 with every violation at once; 409 when the version is taken by other content.</summary>
    public static IResult Refused(IReadOnlyList<Violation> violations)
    {
        var code = Violations.CodeOf(violations);
        return code == Codes.Oversized
            ? TooLarge(violations[0].Message)
            : Results.Problem(
                Violations.ReasonOf(violations),
                statusCode: code == Codes.VersionConflict ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest,
                title: code == Codes.VersionConflict ? "The version is taken" : "The order event breaks the contract",
                extensions: new Dictionary<string, object?> { ["code"] = code, ["errors"] = violations });
    }

    public static IResult TooLarge(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status413PayloadTooLarge, title: "The order event is too large");

    /// <summary>Stored, but the broker has not confirmed: the event goes on by itself, the caller may ask again.</summary>
    public static IResult NotConfirmed(HttpContext context, Outcome outcome)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Problem(
            "The order is stored, but the message broker has not confirmed it. It goes on by itself; sending it again is safe and gives the same order id.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Stored, not yet passed on",
            extensions: new Dictionary<string, object?> { ["orderId"] = outcome.Stored!.OrderId, ["externalId"] = outcome.Stored.ExternalId });
    }

    public static IResult NotStored(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Problem("The order could not be stored. Send it again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not stored");
    }
}
