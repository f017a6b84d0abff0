using Workers.Contracts.NetSuite;
using Workers.Contracts.Transformation;
using Workers.NetSuitePoller.NetSuite;

namespace Workers.NetSuitePoller.Inventory;

/// <summary>The inventory status of a line, from NetSuite's availability of its item.</summary>
internal static class InventoryRule
{
    public const string InStock = "IN_STOCK";
    public const string Partial = "PARTIAL";
    public const string Backordered = "BACKORDERED";
    public const string DropShip = "DROP_SHIP";
    public const string SpecialOrder = "SPECIAL_ORDER";

    public static string Decide(decimal quantity, bool isCustom, ItemStock? item)
    {
        if (isCustom || item is { IsSpecialOrder: true }) return SpecialOrder;
        var keepsStock = item is { Available: not null, IsDropShip: false };
        if (!keepsStock && item?.Vendor is { Length: > 0 }) return DropShip;
        return (item?.Available ?? 0) switch
        {
            var available when available >= quantity => InStock,
            > 0 => Partial,
            _ => Backordered,
        };
    }

    /// <summary>The order's lines with their status; none for items that NetSuite told nothing about.</summary>
    public static IReadOnlyList<LineAvailability> Lines(IReadOnlyList<StagedLine> lines, IReadOnlyDictionary<long, ItemStock> stock)
    {
        var result = new List<LineAvailability>(lines.Count);
        foreach (var line in lines)
        {
            var item = line.NetSuiteItemId is { } id ? stock.GetValueOrDefault(id) : null;
            if (item is null && !line.IsCustomProduct) continue;
            var status = Decide(line.Quantity, line.IsCustomProduct, item);
            result.Add(new()
            {
                LineNumber = line.LineNumber,
                InventoryStatus = status,
                AvailableQuantity = status is DropShip or SpecialOrder ? null : item?.Available,
                VendorId = status == DropShip ? item?.Vendor : null,
                VendorLeadTimeDays = status == DropShip ? item?.LeadTimeDays : null,
            });
        }

        return result;
    }
}
