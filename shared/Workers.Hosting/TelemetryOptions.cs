namespace Workers.Hosting;

/// <summary>Traces and metrics. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Telemetry";

    /// <summary>OTLP endpoint over gRPC, for example <c>http://localhost:4317</c>. Nothing is exported without one.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>Share of orders that are traced, 0 to 1. Default 1.</summary>
    [System.ComponentModel.DataAnnotations.Range(0.0, 1.0)]
    public double TraceShare { get; set; } = 1;
}
