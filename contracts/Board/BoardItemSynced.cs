namespace Workers.Contracts.Board;

/// <summary>This version of the order stands on the board. A fact: recorded whatever the attempt.</summary>
public sealed record BoardItemSynced : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>The board.</summary>
    public required long BoardId { get; init; }
    /// <summary>The item.</summary>
    public required long ItemId { get; init; }
    /// <summary>How many subitems stand below it.</summary>
    public required int Subitems { get; init; }
    /// <summary>When it was complete.</summary>
    public required DateTimeOffset SyncedAt { get; init; }
}
