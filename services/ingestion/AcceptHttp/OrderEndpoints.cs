using MassTransit;
using Workers.Hosting;
using Workers.Ingestion.ReadEvent;
using Workers.Ingestion.ReceiveOrder;

namespace Workers.Ingestion.AcceptHttp;

/// <summary><c>POST /orders</c>: the same way in as the bus, with an answer. 202 means stored and confirmed by the broker.</summary>
internal static class OrderEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/orders", Accept);
        app.MapPost("/orders/dry-run", DryRun);
    }

    private static async Task<IResult> Accept(
        HttpContext context, IntakeGate gate, Intake intake, Delivery delivery, CancellationToken cancellationToken)
    {
        if (gate.Refuse(context) is { } refusal) return refusal;
        if (await RequestBody.Read(context, intake.Limits.MaxBodyBytes) is not { } body)
        {
            await intake.CountRejected(cancellationToken);
            return Answers.TooLarge($"At most {intake.Limits.MaxBodyBytes} bytes are taken.");
        }
        return await delivery.Deliver(context, new Arrival
        {
            Body = body, Channel = Arrival.Http, ContentType = context.Request.ContentType,
            TraceParent = context.Request.Headers.TraceParent,
        }, cancellationToken);
    }

    private static async Task<IResult> DryRun(HttpContext context, IntakeGate gate, Intake intake, TimeProvider clock)
    {
        if (gate.Refuse(context) is { } refusal) return refusal;
        if (await RequestBody.Read(context, intake.Limits.MaxBodyBytes) is not { } body)
            return Answers.TooLarge($"At most {intake.Limits.MaxBodyBytes} bytes are taken.");
        var reading = OrderEventReader.Read(body, intake.Limits);
        if (reading.Event is not { } found) return Answers.Refused(reading.Violations);
        var now = clock.GetUtcNow();
        var row = new IntakeRow
        {
            StagingId = Guid.CreateVersion7(now), Source = found.Source, SourceOrderId = found.SourceOrderId, SourceVersion = found.SourceVersion,
            ContentHash = found.ContentHash, ReceivedAt = now.UtcDateTime,
        };
        return Results.Ok(row.ToMessage(found));
    }
}

/// <summary>Takes one arrival whose sender waits for the answer.</summary>
internal sealed class Delivery(Intake intake, OrderPublisher publisher, IBus bus, ILogger<Delivery> logger)
{
    /// <summary>Records, publishes and answers.</summary>
    public async Task<IResult> Deliver(HttpContext context, Arrival arrival, CancellationToken cancellationToken)
    {
        Outcome outcome;
        try
        {
            outcome = (await intake.Take([arrival], cancellationToken))[0];
        }
        catch (Exception exception) when (Waiting.IsInfrastructure(exception) && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "An order event could not be stored; its sender was told to send it again");
            return Answers.NotStored(context);
        }
        if (outcome.Judgement == Judgement.Refused) return Answers.Refused(outcome.Violations);
        try
        {
            // From here on the order exists; the sender's going away changes nothing about it.
            await publisher.Publish([(bus, outcome)], CancellationToken.None);
        }
        catch (Exception exception) when (Waiting.IsInfrastructure(exception))
        {
            logger.LogWarning(exception, "Order {OrderId} is stored, the broker has not confirmed it; it is published again", outcome.Stored!.OrderId);
            return Answers.NotConfirmed(context, outcome);
        }
        logger.LogInformation("Took order {OrderId} version {Version} of {Source} by {Channel}: {Judgement}",
            outcome.Stored!.OrderId, outcome.Stored.Version, outcome.Stored.Source, arrival.Channel, outcome.Judgement);
        return Answers.Accepted(outcome);
    }
}
