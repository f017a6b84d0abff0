using System.Text.Json;
using Workers.Contracts;
using Workers.Contracts.Board;

namespace Workers.MondaySync.RecordCommands;

/// <summary>A row of <c>sync_command</c>: what was asked and, once it is known, what came of it.</summary>
internal sealed class CommandRow
{
    public const string Sync = "SYNC";
    public const string Close = "CLOSE";
    public const string Rollback = "ROLLBACK";

    public Guid OrderId { get; init; }
    public long Version { get; init; }
    public int Attempt { get; init; }
    public string Kind { get; init; } = Sync;
    public Guid ExternalId { get; init; }
    public string Body { get; init; } = "";
    public bool IsNew { get; init; }
    public string? Outcome { get; init; }
    public long? ResultVersion { get; init; }
    public long? BoardId { get; init; }
    public long? ItemId { get; init; }
    public int? Subitems { get; init; }
    public string? Code { get; init; }
    public string? Reason { get; init; }
    public DateTime? FinishedAt { get; init; }

    public SyncToBoard Order() => JsonSerializer.Deserialize<SyncToBoard>(Body)!;

    /// <summary>The event that says what is stored.</summary>
    public IOrderMessage ToEvent() => Outcome switch
    {
        "SYNCED" => new BoardItemSynced
        {
            OrderId = OrderId, Version = ResultVersion ?? Version, Attempt = Attempt, BoardId = BoardId!.Value, ItemId = ItemId!.Value,
            Subitems = Subitems ?? 0, SyncedAt = FinishedAt!.Value,
        },
        "CLOSED" => new BoardItemClosed { OrderId = OrderId, Version = Version, Attempt = Attempt, ItemId = ItemId, ClosedAt = FinishedAt!.Value },
        "FAILED" => new BoardSyncFailed { OrderId = OrderId, Version = Version, Attempt = Attempt, Code = Code ?? "", Reason = Reason ?? "" },
        _ => throw new InvalidOperationException($"The {Kind} of order {OrderId} version {Version} has no outcome yet."),
    };

    /// <summary>Columns in the order of the properties above.</summary>
    public const string Columns =
        "order_id, version, attempt, kind, external_id, body, outcome, result_version, board_id, item_id, subitems, code, reason, finished_at";
}
