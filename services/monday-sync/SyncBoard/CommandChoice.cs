using Workers.MondaySync.CallMonday;
using Workers.MondaySync.RecordCommands;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Which of an order's open commands comes next. Pure.</summary>
internal static class CommandChoice
{
    public static (CommandRow? Next, IReadOnlyList<(CommandRow, string)> Settled) Of(
        BoardItemRow item, IReadOnlyList<CommandRow> open, IReadOnlyDictionary<(Guid, long, int), StagedItem> staged, ILookup<long, StagedSubitem> subitems, Operation? pinned)
    {
        // A request is under way for exactly this command: its answer comes first.
        if (pinned is not null && open.FirstOrDefault(row => row.Kind == pinned.Command && row.Version == pinned.Version && row.Attempt == pinned.Attempt) is { } started)
            return (started, []);
        if (Last(open, CommandRow.Rollback) is { } rollback) return (rollback, []);
        if (Last(open, CommandRow.Close) is { } close) return (close, []);

        var free = new BoardItemRow
        {
            State = item.State, Tombstone = item.Tombstone, StandsVersion = item.StandsVersion, StandsAttempt = item.StandsAttempt, ItemId = item.ItemId, LookUp = item.LookUp,
        };
        var settled = new List<(CommandRow, string)>();
        var rest = new List<CommandRow>();
        foreach (var row in open)
        {
            // Nothing is created after a cancel, whatever became of the closing.
            var outcome = row.Version <= item.Tombstone ? "CLOSED" : Settlement.Decide(free, row.Kind, row.Version, row.Attempt);
            if (outcome is null) rest.Add(row);
            else settled.Add((row, outcome));
        }
        // The higher version waits for the outcome of one that has begun; one that has not is left out.
        var begun = rest.Where(row => HasBegun(row, staged, subitems)).MinBy(row => (row.Version, row.Attempt));
        return (begun ?? Last(rest, CommandRow.Sync), settled);
    }

    private static CommandRow? Last(IEnumerable<CommandRow> rows, string kind) =>
        rows.Where(row => row.Kind == kind).MaxBy(row => (row.Version, row.Attempt));

    private static bool HasBegun(CommandRow row, IReadOnlyDictionary<(Guid, long, int), StagedItem> staged, ILookup<long, StagedSubitem> subitems) =>
        staged.TryGetValue((row.OrderId, row.Version, row.Attempt), out var item)
        && (item is { StgStatus: "API_SUCCESS" } or { StgUnknown: true } || subitems[item.StgId].Any(subitem => subitem.StgUnknown || subitem.StgStatus == "API_SUCCESS"));
}
