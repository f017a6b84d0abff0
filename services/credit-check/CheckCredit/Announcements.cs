using MassTransit;
using Microsoft.Extensions.Logging;
using Workers.Contracts;
using Workers.Contracts.Orders;
using Workers.Hosting;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>Publishes what is stored, each publish with a time limit: after a broker restart a client can wait for ever.</summary>
internal sealed class Announcements(IPublishEndpoint bus, ILogger logger, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public Task Decisions(IReadOnlyList<StoredDecision> decisions)
    {
        foreach (var row in decisions)
            if (row.Outcome == CreditOutcomes.Rejected)
                logger.LogInformation("Credit of order {OrderId} refused: {Reason}", row.OrderId, row.Reason);
            else
                logger.LogDebug("Credit of order {OrderId}: {Outcome}, {Reason}", row.OrderId, row.Outcome, row.Reason);
        return All(decisions, row => row.OrderId, row => row.ToEvent());
    }

    public Task Waits(IReadOnlyList<StoredWait> waits)
    {
        foreach (var row in waits) logger.LogInformation("Credit of order {OrderId} waits: {Code}, {Reason}", row.OrderId, row.Code, row.Reason);
        return All(waits, row => row.OrderId, row => row.ToEvent());
    }

    /// <summary>The check could not be carried out at all: the order goes to review with the reason.</summary>
    public Task Failure(CheckKey key, Exception exception) => All([key], row => row.OrderId, row => new StepFailed
    {
        OrderId = row.OrderId, Version = row.Version, Attempt = row.Attempt, Step = OrderSteps.Credit, Code = exception.GetType().Name,
        Reason = $"The credit check could not be carried out: {exception.Message}. Correct the cause and retry from step {OrderSteps.Credit}.",
    });

    private async Task All<TRow, TEvent>(IReadOnlyList<TRow> rows, Func<TRow, Guid> orderId, Func<TRow, TEvent> message) where TEvent : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        await Task.WhenAll(rows.Select(row => bus.PublishFor(orderId(row), message(row), limit.Token)));
    }
}
