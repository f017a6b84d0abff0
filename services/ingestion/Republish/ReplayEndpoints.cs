using Workers.Hosting;

namespace Workers.Ingestion.Republish;

internal static class ReplayEndpoints
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapOperatorGroup().MapPost("/replay", async (ReplayRequest request, Replayer replayer, CancellationToken cancellationToken) =>
        {
            if (request.To <= request.From)
                return Results.Problem("'to' is not after 'from'. Both are times of receipt, for example 2026-01-31T08:00:00Z.", statusCode: StatusCodes.Status400BadRequest);
            if (string.IsNullOrWhiteSpace(request.By) || string.IsNullOrWhiteSpace(request.Reason))
                return Results.Problem("Say who replays ('by') and why ('reason'); both are audited.", statusCode: StatusCodes.Status400BadRequest);
            return Results.Ok(await replayer.Replay(Utc(request), cancellationToken));
        });

    private static ReplayRequest Utc(ReplayRequest request) => request with
    {
        From = request.From.ToUniversalTime(), To = request.To.ToUniversalTime(),
        By = ReadEvent.Violations.Printable(request.By!, 90), Reason = ReadEvent.Violations.Printable(request.Reason!, 500),
    };
}
