using System.Text.Json.Serialization;

namespace Workers.MondaySync.CallMonday;

/// <summary>One change at Monday, one alias in a request.</summary>
internal sealed record Operation
{
    public required OperationKind Kind { get; init; }
    public required Guid OrderId { get; init; }
    public long Version { get; init; }
    public int Attempt { get; init; }
    public string Command { get; init; } = "";
    /// <summary>The staging row that it carries out: of the item or of a subitem; 0 where there is none.</summary>
    public long StagingId { get; init; }
    public long BoardId { get; init; }
    /// <summary>The item or subitem that is changed; for a new subitem its parent.</summary>
    public long TargetId { get; init; }
    public string? Group { get; init; }
    public string? Name { get; init; }
    public string? Values { get; init; }

    [JsonIgnore]
    public bool IsSubitem => Kind is OperationKind.CreateSubitem or OperationKind.UpdateSubitem or OperationKind.DeleteSubitem;

    [JsonIgnore]
    public bool IsCreate => Kind is OperationKind.CreateItem or OperationKind.CreateSubitem;
}

[JsonConverter(typeof(JsonStringEnumConverter<OperationKind>))]
internal enum OperationKind
{
    CreateItem,
    UpdateItem,
    MoveItem,
    DeleteItem,
    CreateSubitem,
    UpdateSubitem,
    DeleteSubitem,
}
