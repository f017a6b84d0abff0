using Workers.Contracts.Board;
using Workers.MondaySync.MapOrder;

namespace Workers.MondaySync.RecordCommands;

/// <summary>An order with what it shall look like, and what is wrong with that.</summary>
internal sealed record StagedDraft(SyncToBoard Order, ItemDraft Draft)
{
    public string? Problem { get; } = DraftCheck.Problem(Draft);
}
