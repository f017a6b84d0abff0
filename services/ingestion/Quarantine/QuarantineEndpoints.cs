using System.Text;
using Workers.Hosting;
using Workers.Ingestion.AcceptHttp;
using Workers.Ingestion.ReceiveOrder;

namespace Workers.Ingestion.Quarantine;

/// <summary>What could not be accepted: list, look, correct and resubmit, or discard.</summary>
internal static class QuarantineEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapOperatorGroup("/quarantine");
        group.MapGet("", List);
        group.MapGet("/{id:guid}", Show);
        group.MapPost("/{id:guid}/resubmit", Resubmit);
        group.MapPost("/{id:guid}/discard", Discard);
    }

    private static async Task<IResult> List([AsParameters] QuarantineFilter filter, QuarantineQueries queries, CancellationToken cancellationToken)
    {
        var entries = await queries.List(filter, cancellationToken);
        return Results.Ok(new { items = entries.Select(QuarantineView.Of), next = entries.Count == Math.Clamp(filter.Limit ?? 50, 1, 500) ? entries[^1].Id : (Guid?)null });
    }

    private static async Task<IResult> Show(Guid id, QuarantineQueries queries, CancellationToken cancellationToken)
    {
        if (await queries.Find(id, cancellationToken) is not { } entry) return NotFound(id);
        return Results.Ok(QuarantineView.Of(entry) with { Payload = Encoding.UTF8.GetString(entry.Body!), PayloadBase64 = Convert.ToBase64String(entry.Body!) });
    }

    private static async Task<IResult> Resubmit(
        HttpContext context, Guid id, string? by, string? reason, QuarantineQueries queries, Intake intake, Delivery delivery, CancellationToken cancellationToken)
    {
        if (Who(context, by, reason) is not var (who, why)) return MissingWho();
        if (await RequestBody.Read(context, intake.Limits.MaxBodyBytes) is not { } corrected) return Answers.TooLarge($"At most {intake.Limits.MaxBodyBytes} bytes are taken.");
        if (await queries.Find(id, cancellationToken) is not { } entry) return NotFound(id);
        if (entry.ResolvedAt is not null) return AlreadyClosed(entry);
        if (corrected.Length == 0 && entry.Body!.Length < entry.BodyLength)
            return Results.Problem($"Only {entry.Body.Length} of {entry.BodyLength} bytes were kept. Send the corrected event as the body.", statusCode: StatusCodes.Status400BadRequest);
        return await delivery.Deliver(context, new Arrival
        {
            Body = corrected.Length > 0 ? corrected : entry.Body!, Channel = Arrival.Resubmit, RoutingKey = entry.RoutingKey,
            TraceParent = context.Request.Headers.TraceParent, Cures = new(id, who, why),
        }, cancellationToken);
    }

    private static async Task<IResult> Discard(
        HttpContext context, Guid id, string? by, string? reason, QuarantineQueries queries, CancellationToken cancellationToken)
    {
        if (Who(context, by, reason) is not var (who, why)) return MissingWho();
        if (await queries.Find(id, cancellationToken) is not { } entry) return NotFound(id);
        return await queries.Discard(id, who, why, cancellationToken) ? Results.Ok(new { id, resolution = "DISCARDED" }) : AlreadyClosed(entry);
    }

    private static (string Who, string Why)? Who(HttpContext context, string? by, string? reason)
    {
        var who = by ?? context.Request.Headers["X-Operator"].ToString();
        var why = reason ?? context.Request.Headers["X-Reason"].ToString();
        return string.IsNullOrWhiteSpace(who) || string.IsNullOrWhiteSpace(why) ? null : (ReadEvent.Violations.Printable(who, 90), ReadEvent.Violations.Printable(why, 500));
    }

    private static IResult MissingWho() =>
        Results.Problem("Say who does it (query 'by' or header X-Operator) and why (query 'reason' or header X-Reason); both are audited.", statusCode: StatusCodes.Status400BadRequest);

    private static IResult NotFound(Guid id) => Results.Problem($"There is no quarantine entry {id}.", statusCode: StatusCodes.Status404NotFound);

    private static IResult AlreadyClosed(QuarantineEntry entry) =>
        Results.Problem($"The entry was closed before ({entry.Resolution ?? "just now"} by {entry.ResolvedBy ?? "someone else"}).", statusCode: StatusCodes.Status409Conflict);
}
