using System.Diagnostics.Metrics;

namespace Workers.Ingestion.Republish;

/// <summary>Gauges of the journal.</summary>
internal sealed class IntakeMetrics : IDisposable
{
    private readonly Meter meter = new("Workers.Ingestion");
    private WaitingEvents waiting = new();

    public IntakeMetrics()
    {
        meter.CreateObservableGauge("workers.ingestion.not_adopted", () => waiting.Count, description: "Order events no order has adopted yet");
        meter.CreateObservableGauge("workers.ingestion.not_adopted.oldest", () => waiting.OldestSeconds, "s", "Age of the oldest of them");
    }

    public void Set(WaitingEvents figures) => waiting = figures;

    public void Dispose() => meter.Dispose();
}
