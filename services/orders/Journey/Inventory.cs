namespace Workers.Orders.Journey;

/// <summary>An order's stock is as good as its worst line.</summary>
internal static class Inventory
{
    private static readonly string[] BestToWorst = ["IN_STOCK", "SPECIAL_ORDER", "DROP_SHIP", "PARTIAL", "BACKORDERED"];

    public static string? Worst(IEnumerable<string> statuses) => statuses.MaxBy(status => Array.IndexOf(BestToWorst, status));
}
