using MassTransit;
using Workers.Ingestion.ReadEvent;
using Workers.Ingestion.ReceiveOrder;
using Workers.Ingestion.ReturnOrder;

namespace Workers.Ingestion.Republish;

/// <summary>Publishes events from the journal, made anew from the bytes they came as.</summary>
internal sealed class JournalPublisher(IBus bus, OrderPublisher publisher, ReturnStore returns, ILogger<JournalPublisher> logger)
{
    public const string NoLongerReadable = "NO_LONGER_READABLE";

    // What was accepted once is not refused for its size later.
    private static readonly ReadingLimits NoLimits = new(int.MaxValue, int.MaxValue);

    /// <summary>Publishes the events and tells how many there were.</summary>
    public async Task<int> Publish(IReadOnlyList<IntakeRow> rows, CancellationToken cancellationToken)
    {
        var outcomes = new List<(IPublishEndpoint, Outcome)>(rows.Count);
        foreach (var row in rows)
        {
            var reading = OrderEventReader.Read(row.Payload, NoLimits);
            if (reading.Event is { } found) outcomes.Add((bus, ToOutcome(row, found)));
            else await Return(row, reading, cancellationToken);
        }
        await publisher.Publish(outcomes, cancellationToken);
        return outcomes.Count;
    }

    private static Outcome ToOutcome(IntakeRow row, OrderEvent found) => new()
    {
        Arrival = new() { Body = row.Payload!, Channel = Arrival.Bus }, Judgement = Judgement.Duplicate,
        Stored = row.ToMessage(found),
    };

    // A newer build may have stricter rules than the one that accepted the event. A person has to see it.
    private async Task Return(IntakeRow row, Reading reading, CancellationToken cancellationToken)
    {
        var reason = $"The event was accepted by an earlier build, this one cannot read it: {Violations.ReasonOf(reading.Violations)}";
        logger.LogError("Order {OrderId} version {Version}: {Reason}", row.StagingId, row.SourceVersion, reason);
        await returns.MoveToQuarantine(row.StagingId, row.SourceVersion, null, NoLongerReadable, reason, cancellationToken);
    }
}
