namespace Workers.Contracts.Board;

using Workers.Contracts.NetSuite;
using Workers.Contracts.Transformation;

/// <summary>Command: this version of the order shall stand on the planning board: one item, one subitem per line or per size.</summary>
public sealed record SyncToBoard : IOrderMessage
{
    /// <inheritdoc/>
    public required Guid OrderId { get; init; }
    /// <inheritdoc/>
    public required long Version { get; init; }
    /// <inheritdoc/>
    public required int Attempt { get; init; }
    /// <summary>Column of its own on the board, and the key of every look-up.</summary>
    public required Guid ExternalId { get; init; }
    /// <summary>The channel in upper case.</summary>
    public required string Source { get; init; }
    /// <summary>The order's id in the channel.</summary>
    public required string SourceOrderId { get; init; }
    /// <summary>The customer's name in the master data.</summary>
    public required string CustomerName { get; init; }
    /// <summary>NetSuite's number.</summary>
    public string? NetSuiteOrderNumber { get; init; }
    /// <summary>NetSuite's internal id.</summary>
    public long? NetSuiteInternalId { get; init; }
    /// <summary>The order.</summary>
    public required StagedOrder Order { get; init; }
    /// <summary>Stock per line, from NetSuite.</summary>
    public IReadOnlyList<LineAvailability> Lines { get; init; } = [];
}
