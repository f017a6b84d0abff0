using System.Diagnostics.Metrics;

namespace Workers.Orders.Metrics;

/// <summary>Meter <c>Workers.Orders</c>: step durations, orders per bucket, oldest age per step.</summary>
internal sealed class OrderMetrics : IDisposable
{
    private readonly Meter meter = new("Workers.Orders");
    private readonly Histogram<double> stepDuration;
    private IReadOnlyList<(string Bucket, string Source, long Count)> buckets = [];
    private IReadOnlyList<(string Step, double Age)> ages = [];

    public OrderMetrics()
    {
        stepDuration = meter.CreateHistogram<double>("workers.orders.step.duration", "s", "From entering a step to leaving it");
        meter.CreateObservableGauge("workers.orders.count", () => buckets.Select(bucket => new Measurement<long>(
            bucket.Count, new("bucket", bucket.Bucket), new("source", bucket.Source))), "{order}", "Orders per bucket and source");
        meter.CreateObservableGauge("workers.orders.step.oldest", () => ages.Select(age => new Measurement<double>(
            age.Age, new KeyValuePair<string, object?>("step", age.Step))), "s", "Age of the order that stands longest at a step");
    }

    public void StepFinished(string step, TimeSpan took) =>
        stepDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("step", step));

    public void Show(IReadOnlyList<(string Bucket, string Source, long Count)> perBucket, IReadOnlyList<(string Step, double Age)> perStep)
    {
        buckets = perBucket;
        ages = perStep;
    }

    public void Dispose() => meter.Dispose();
}
