namespace Workers.Contracts;

/// <summary>The event types of the intake contract.</summary>
public static class EventTypes
{
    /// <summary>A new order.</summary>
    public const string Placed = "ORDER_PLACED";
    /// <summary>A complete new content of an order, not a delta.</summary>
    public const string Changed = "ORDER_CHANGED";
    /// <summary>The order is not wanted any more. Carries no content.</summary>
    public const string Cancelled = "ORDER_CANCELLED";
}
