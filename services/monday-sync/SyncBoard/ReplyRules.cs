using Workers.MondaySync.CallMonday;
using Workers.MondaySync.RecordCommands;

namespace Workers.MondaySync.SyncBoard;

/// <summary>What an answer means for the orders of a round. Pure but for the work it marks.</summary>
internal sealed class ReplyRules(MondaySyncOptions options)
{
    /// <summary>Marks each operation's staging row and lets orders go that cannot continue now.</summary>
    /// <returns>The longest pause that a single alias was asked for, and whether a board is full.</returns>
    public (TimeSpan? Throttled, bool BoardFull) Apply(Round round, IReadOnlyList<Operation> operations, IReadOnlyList<AliasResult> results)
    {
        var works = round.Works.ToDictionary(work => work.OrderId);
        TimeSpan? throttled = null;
        var full = false;
        foreach (var (operation, result) in operations.Zip(results))
        {
            if (!works.TryGetValue(operation.OrderId, out var work)) continue;
            switch (result.Outcome)
            {
                case AliasOutcome.Done:
                    Done(work, operation, result);
                    continue;
                case AliasOutcome.NotFound when operation.Kind is OperationKind.DeleteItem or OperationKind.DeleteSubitem:
                    Done(work, operation, result);
                    continue;
                case AliasOutcome.Throttled:
                    throttled = Max(throttled, result.Delay ?? TimeSpan.FromSeconds(5));
                    work.Left ??= new Departure { Delay = result.Delay ?? TimeSpan.FromSeconds(5) };
                    continue;
                case AliasOutcome.BoardFull:
                    full = true;
                    work.Left ??= new Departure { Delay = TimeSpan.FromSeconds(1) };
                    continue;
                case AliasOutcome.Unknown:
                    Unknown(work, operation);
                    continue;
            }
            work.Left = Refused(work, operation, result);
        }
        return (throttled, full);
    }

    /// <summary>The whole request has no known outcome: its orders are looked up next.</summary>
    public static void Unknown(Round round, IReadOnlyList<Operation> operations)
    {
        var works = round.Works.ToDictionary(work => work.OrderId);
        foreach (var operation in operations)
            if (works.TryGetValue(operation.OrderId, out var work)) Unknown(work, operation);
    }

    /// <summary>A request with this order alone was refused as a whole.</summary>
    public static void Refused(OrderWork work, IReadOnlyList<Operation> operations, MondayReply.Refused reply) =>
        work.Left = Failed(work, operations[0], reply.Code.Length == 0 ? "REFUSED" : reply.Code, reply.Message);

    private static void Unknown(OrderWork work, Operation operation)
    {
        if (operation.IsSubitem) work.Subitems.Single(subitem => subitem.StgId == operation.StagingId).StgUnknown = true;
        else if (work.Staged is { } staged) staged.StgUnknown = true;
        work.Left = new Departure { LookUp = 1 };
    }

    private Departure Refused(OrderWork work, Operation operation, AliasResult result)
    {
        if (result.Outcome == AliasOutcome.Rejected || work.Item.RetryCount >= options.MaxRetries)
            return Failed(work, operation, result.Code.Length == 0 ? "REFUSED" : result.Code, result.Message);
        return new Departure { LookUp = 1, Counts = true, Delay = options.RetryPause * Math.Pow(2, work.Item.RetryCount) };
    }

    private static Departure Failed(OrderWork work, Operation operation, string code, string message) => new()
    {
        LookUp = 1,
        Failure = new Failure
        {
            OrderId = work.OrderId, Version = work.Command.Version, Attempt = work.Command.Attempt, Kind = work.Command.Kind, Code = code, Payload = operation.Values, RetryCount = work.Item.RetryCount,
            Message = $"Monday refused to {Words(operation)} for order {work.OrderId}: {message} ({code}). Mend the order or services/monday-sync/board-mapping.yaml, then retry.",
            SubitemStagingId = operation.IsSubitem ? operation.StagingId : null,
        },
    };

    private static void Done(OrderWork work, Operation operation, AliasResult result)
    {
        switch (operation.Kind)
        {
            case OperationKind.CreateItem:
                (work.Item.ItemId, work.Item.BoardId) = (result.Id, operation.BoardId);
                work.Staged!.StgStatus = "API_SUCCESS";
                break;
            case OperationKind.CreateSubitem or OperationKind.UpdateSubitem or OperationKind.DeleteSubitem:
                var subitem = work.Subitems.Single(subitem => subitem.StgId == operation.StagingId);
                subitem.StgStatus = "API_SUCCESS";
                if (operation.Kind == OperationKind.CreateSubitem) (subitem.StgMondaySubitemId, subitem.StgMondaySubitemBoardId) = (result.Id, result.BoardId);
                break;
            case OperationKind.MoveItem when work.IsSync:
                work.MoveBack = false;
                break;
            case OperationKind.UpdateItem when work.IsSync:
                work.Staged!.StgStatus = "API_SUCCESS";
                break;
            default:
                work.Open.Remove(operation.Kind);
                break;
        }
    }

    private static string Words(Operation operation) => operation.Kind switch
    {
        OperationKind.CreateItem => "create the item",
        OperationKind.CreateSubitem => $"create the subitem '{operation.Name}'",
        OperationKind.MoveItem => "move the item to its group",
        OperationKind.DeleteItem or OperationKind.DeleteSubitem => "remove an item",
        _ => "change the item",
    };

    private static TimeSpan Max(TimeSpan? known, TimeSpan other) => known is { } longer && longer > other ? longer : other;
}
