using System.Diagnostics;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>
/// One trace per order: it begins where the publisher began it, else here, is stored with the event, and everything published for the event
/// later belongs to it. A batch has many orders, so each publish is made under its own order's activity.
/// </summary>
internal static class OrderTrace
{
    private static readonly ActivitySource Source = new("Workers.Ingestion");

    /// <summary>The trace context to store with a new event.</summary>
    public static string? Begin(string? publishersTraceParent)
    {
        if (!Source.HasListeners()) return publishersTraceParent;
        using var activity = Start("order event arrived", publishersTraceParent);
        return activity?.Id ?? publishersTraceParent;
    }

    /// <summary>Continues a stored trace; null when nobody listens.</summary>
    public static Activity? Start(string name, string? traceParent)
    {
        if (!Source.HasListeners()) return null;
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        // Without a parent this must be the root, not a child of whatever handled the batch.
        if (parent == default) Activity.Current = null;
        return Source.StartActivity(name, ActivityKind.Internal, parent);
    }
}
