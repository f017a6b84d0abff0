using Workers.MondaySync.CallMonday;
using Workers.MondaySync.RecordCommands;

namespace Workers.MondaySync.SyncBoard;

/// <summary>One order in a round: the command that is carried out and how far it is.</summary>
internal sealed class OrderWork(BoardItemRow item, CommandRow command)
{
    public BoardItemRow Item { get; } = item;
    public CommandRow Command { get; } = command;
    public Guid OrderId => Item.OrderId;
    /// <summary>Null for commands that stage nothing.</summary>
    public StagedItem? Staged { get; init; }
    public List<StagedSubitem> Subitems { get; init; } = [];
    /// <summary>What closing or taking back still has to do.</summary>
    public HashSet<OperationKind> Open { get; init; } = [];
    /// <summary>The item has to come back from the group of cancelled orders.</summary>
    public bool MoveBack { get; set; }
    /// <summary>Why it left the round; null while it is in it.</summary>
    public Departure? Left { get; set; }

    public bool IsSync => Command.Kind == CommandRow.Sync;

    public bool IsComplete => IsSync
        ? Staged!.StgStatus == "API_SUCCESS" && !MoveBack && Subitems.TrueForAll(subitem => subitem.StgStatus == "API_SUCCESS")
        : Open.Count == 0;
}

/// <summary>How an order leaves a round.</summary>
internal sealed record Departure
{
    public static readonly Departure Done = new();

    /// <summary>Time until it is due again.</summary>
    public TimeSpan Delay { get; init; }
    /// <summary>Null keeps what is known.</summary>
    public int? LookUp { get; init; }
    /// <summary>Counts as a refusal.</summary>
    public bool Counts { get; init; }
    public Failure? Failure { get; init; }
}
