using System.Text.Json;

namespace Workers.Orders.FindOrder;

/// <summary>One pass of an order through a step.</summary>
internal sealed record StepPass(
    string Step, string Service, long Version, DateTime StartedAt, DateTime? FinishedAt, double Seconds, int Attempts, string? Decision, string? Reason);

/// <summary>Tells from the audit how an order went through its steps: when, how long, how often, with which decision.</summary>
internal static class StepStory
{
    public static IReadOnlyList<StepPass> Of(IReadOnlyList<AuditRow> audit, DateTime now)
    {
        var passes = new List<StepPass>();
        Open? open = null;
        foreach (var row in audit.Where(row => row.SystemSource == "orders" && row.NewValue is not null))
        {
            var place = JsonSerializer.Deserialize<Place>(row.NewValue!, Journey.OrderCommands.Json)!;
            if (open is not null && (open.Step != place.Step || open.Version != place.Version))
            {
                passes.Add(open.Close(row.CreatedAt, row));
                open = null;
            }
            if (place.Step is null) continue;
            open ??= new Open(place.Step, place.Version, row.CreatedAt);
            open.Attempts.Add(place.Attempt);
            if (row.EventType == "COMMAND_REPEATED") open.Repeated++;
            open.Last = row;
        }
        if (open is not null) passes.Add(open.Close(null, open.Last, now));
        return passes;
    }

    private sealed record Place(string? Step, long Version, int Attempt);

    private sealed class Open(string step, long version, DateTime startedAt)
    {
        public string Step => step;
        public long Version => version;
        public HashSet<int> Attempts { get; } = [];
        public int Repeated { get; set; }
        public AuditRow? Last { get; set; }

        public StepPass Close(DateTime? at, AuditRow? by, DateTime? now = null) => new(
            step, Journey.OperatorDecisions.ServiceOf(step), version, startedAt, at, Math.Round(((at ?? now ?? startedAt) - startedAt).TotalSeconds, 3),
            Attempts.Count + Repeated, by?.EventType, by?.EventDescription);
    }
}

internal sealed class AuditRow
{
    public string EventType { get; init; } = "";
    public string? EventDescription { get; init; }
    public string? OldValue { get; init; }
    public string? NewValue { get; init; }
    public string? SystemSource { get; init; }
    public string? UserId { get; init; }
    public string? BoomiExecutionId { get; init; }
    public DateTime CreatedAt { get; init; }
}
