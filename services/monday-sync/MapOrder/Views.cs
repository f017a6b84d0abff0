using Workers.Contracts.Board;
using Workers.Contracts.Transformation;

namespace Workers.MondaySync.MapOrder;

/// <summary>What the sources of item columns can name.</summary>
internal sealed class ItemView(SyncToBoard command, string status, string inventory)
{
    public Guid OrderId => command.OrderId;
    public Guid ExternalId => command.ExternalId;
    public long Version => command.Version;
    public string Source => command.Source;
    public string SourceOrderId => command.SourceOrderId;
    public string CustomerName => command.CustomerName;
    public string? NetSuiteOrderNumber => command.NetSuiteOrderNumber;
    public long? NetSuiteInternalId => command.NetSuiteInternalId;
    public StagedOrder Order => command.Order;
    public string Status => status;
    public string Inventory => inventory;
}

/// <summary>What the sources of subitem columns can name.</summary>
internal sealed class SubitemView(SyncToBoard command, StagedLine line, string externalId, string? size, decimal quantity, string inventory)
{
    public string ExternalId => externalId;
    public string? Size => size;
    public decimal Quantity => quantity;
    public string Inventory => inventory;
    public StagedLine Line => line;
    public StagedOrder Order => command.Order;
    public string Source => command.Source;
    public string CustomerName => command.CustomerName;
}
