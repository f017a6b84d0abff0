using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Workers.Hosting;

/// <summary>
/// Builds the trace and metric providers by hand, because the hosting package is not among the sources. Registered before the bus,
/// so that the first message is already traced. One trace per order: MassTransit carries the trace context in its headers.
/// </summary>
internal sealed class Telemetry(IOptions<TelemetryOptions> options, string service) : IHostedService, IDisposable
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.OtlpEndpoint is not { } endpoint) return Task.CompletedTask;

        OrderTrace.Share = options.Value.TraceShare;
        var resource = ResourceBuilder.CreateDefault().AddService(service, "workers");
        void Otlp(OtlpExporterOptions otlp) => otlp.Endpoint = endpoint;
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.TraceShare)))
            .AddSource("MassTransit", "Npgsql", "System.Net.Http", "Microsoft.AspNetCore", "Workers.*")
            .AddOtlpExporter(Otlp)
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("MassTransit", "Npgsql", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "System.Runtime", "Workers.*")
            .AddOtlpExporter(Otlp)
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.ForceFlush(5_000);
        metrics?.ForceFlush(5_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }
}
