using Workers.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.MapOrder;
using Workers.MondaySync.RollOver;
using Workers.Vendors;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Carries the orders of one round to the board: compare, send, record, until each is done or has to wait.</summary>
internal sealed class RoundRunner(
    RoundStore rounds, RoundLoader loader, SettledResults settledResults, BoardComparison comparison, RoundResults results, MondayClient monday, BoardStore boards,
    BoardRollover rollover, VendorHold hold, Announcer announcer, IBus bus, BoardMapping mapping, IOptions<MondaySyncOptions> options, ILogger<RoundRunner> logger)
{
    private readonly ReplyRules rules = new(options.Value);

    public async Task Run(Round round, CancellationToken cancellationToken)
    {
        round.OpenRequest = round.Claim > 1 ? await rounds.OpenRequest(round, cancellationToken) : null;
        var (settled, idle) = await loader.Load(round, cancellationToken);
        await announcer.Announce(bus, await settledResults.Write(round, settled, idle, cancellationToken));
        if (round.OpenRequest is { } open) await Repeat(round, open, cancellationToken);
        if (await Compare(round, cancellationToken)) await SendAll(round, cancellationToken);
        await rounds.End(round, cancellationToken);
    }

    // Within the life of its key the stored request is sent again as it is; Monday answers with what came of the first time. Later only a look-up helps.
    private async Task Repeat(Round round, StoredRequest open, CancellationToken cancellationToken)
    {
        var operations = open.Operations();
        var reply = open.Age < options.Value.KeyLifetime
            ? await monday.Mutate(open.Body, open.RequestId, operations, cancellationToken)
            : new MondayReply.Unknown("the request is older than its key");
        await Record(round, open, operations, reply, cancellationToken);
    }

    private async Task<bool> Compare(Round round, CancellationToken cancellationToken)
    {
        try
        {
            var waiting = await comparison.Run(round, cancellationToken);
            using var limit = new CancellationTokenSource(Announcer.PublishLimit);
            await Task.WhenAll(waiting.Select(message => bus.PublishFor(message.OrderId, message, limit.Token)));
        }
        catch (VendorException exception)
        {
            var delay = exception is VendorThrottledException throttled ? throttled.RetryAfter : TimeSpan.FromSeconds(2);
            hold.Until(exception is VendorThrottledException ? "RATE_LIMITED" : "VENDOR_DOWN", exception.Message, delay);
            foreach (var work in round.Active) work.Left = new Departure { Delay = delay };
        }
        await announcer.Announce(bus, await results.Write(round, null, "ANSWERED", [], cancellationToken));
        return round.Works.Count > 0;
    }

    private async Task SendAll(Round round, CancellationToken cancellationToken)
    {
        while (round.Active.Any())
        {
            await LetCancelledGo(round, cancellationToken);
            var board = (await boards.Current(cancellationToken)).BoardId;
            var operations = OperationPlan.Next(round.Works, board, mapping, options.Value.ItemsPerRequest, options.Value.SubitemsPerRequest, round.Isolated ? 1 : int.MaxValue);
            if (operations.Count == 0) break;
            var request = await rounds.Store(round, operations, MutationBody.Of(operations, mapping.CreateLabels), cancellationToken);
            var reply = await monday.Mutate(request.Body, request.RequestId, operations, cancellationToken);
            await Record(round, request, operations, reply, cancellationToken);
        }
        if (round.Works.Count > 0) await announcer.Announce(bus, await results.Write(round, null, "ANSWERED", [], cancellationToken));
    }

    // A cancel leaves its tombstone first: no create starts after it. What was made so far is closed by the command that follows.
    private async Task LetCancelledGo(Round round, CancellationToken cancellationToken)
    {
        var tombstones = await rounds.Tombstones(round, cancellationToken);
        if (tombstones.Count == 0) return;
        foreach (var work in round.Active.Where(work => work.IsSync && tombstones.TryGetValue(work.OrderId, out var version) && work.Command.Version <= version))
            work.Left = new Departure();
        await results.Write(round, null, "ANSWERED", [], cancellationToken);
    }

    private async Task Record(Round round, StoredRequest request, IReadOnlyList<Operation> operations, MondayReply reply, CancellationToken cancellationToken)
    {
        for (var tries = 0; reply is MondayReply.InProgress wait; tries++)
        {
            if (tries >= 20)
            {
                reply = new MondayReply.Unknown("Monday works on the request without end");
                break;
            }
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(wait.Delay.TotalSeconds, 0.05, options.Value.Lease.TotalSeconds / 4)), cancellationToken);
            await rounds.Extend(round, cancellationToken);
            reply = await monday.Mutate(request.Body, request.RequestId, operations, cancellationToken);
        }

        var outcome = Understand(round, operations, reply);
        if (outcome.BoardIsFull) await rollover.MarkFull(operations[0].BoardId, cancellationToken);
        await announcer.Announce(bus, await results.Write(round, request.RequestId, outcome.Word, outcome.Word == "NOT_TAKEN" ? [] : operations, cancellationToken));
        if (operations.Any(operation => operation.Kind == OperationKind.CreateItem)) await rollover.RollOverWhenDue(cancellationToken);
    }

    private (string Word, bool BoardIsFull) Understand(Round round, IReadOnlyList<Operation> operations, MondayReply reply)
    {
        switch (reply)
        {
            case MondayReply.Answered answered:
                var (throttled, full) = rules.Apply(round, operations, answered.Aliases);
                if (throttled is { } pause) hold.Until("RATE_LIMITED", "Monday asks for fewer changes", pause);
                return ("ANSWERED", full);
            case MondayReply.NotTaken later:
                logger.LogWarning("Monday did not take a request with {Operations} changes: {Reason}; next try in {Delay}", operations.Count, later.Reason, later.Delay);
                hold.Until(later.Code, later.Reason, later.Delay);
                foreach (var work in round.Active) work.Left = new Departure { Delay = later.Delay };
                return ("NOT_TAKEN", false);
            case MondayReply.Refused refused when operations.DistinctBy(operation => operation.OrderId).Count() > 1:
                logger.LogWarning("Monday refused a request with {Operations} changes as a whole: {Code} {Message}; its orders are sent one by one", operations.Count, refused.Code, refused.Message);
                round.Isolated = true;
                return ("NOT_TAKEN", false);
            case MondayReply.Refused refused:
                if (round.Works.FirstOrDefault(work => work.OrderId == operations[0].OrderId) is { } alone) ReplyRules.Refused(alone, operations, refused);
                return ("NOT_TAKEN", false);
            default:
                logger.LogWarning("A request with {Operations} changes ended without a known outcome: {Reason}; its orders are looked up", operations.Count, (reply as MondayReply.Unknown)?.Reason);
                ReplyRules.Unknown(round, operations);
                return ("UNKNOWN", false);
        }
    }
}
