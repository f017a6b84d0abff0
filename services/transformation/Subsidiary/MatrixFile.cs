using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Workers.Transformation.Subsidiary;

/// <summary>
/// The matrix in force. Looked at again every few seconds, because a watcher hears nothing of files on a mounted volume;
/// a broken new file changes nothing but the service's health.
/// </summary>
internal sealed class MatrixFile(IOptions<TransformationOptions> options, TimeProvider clock, ILogger<MatrixFile> log) : BackgroundService, IHealthCheck
{
    private readonly string path = Path.Combine(AppContext.BaseDirectory, options.Value.MatrixFile);
    private State state = new(SubsidiaryMatrix.Empty, default, null);

    public SubsidiaryMatrix Matrix => state.Matrix;

    /// <summary>A matrix that is broken at start stops the start: there is no older one to go on with.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        state = new(MatrixReader.Read(path), StampOf(path), null);
        return base.StartAsync(cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Problem is { } problem
            ? HealthCheckResult.Degraded($"{problem}. The matrix read before stays in force; correct the file.")
            : HealthCheckResult.Healthy($"{state.Matrix.Rows.Count} rows of {Path.GetFileName(path)}"));

    internal void Refresh()
    {
        var stamp = StampOf(path);
        if (stamp == state.Stamp) return;
        try
        {
            state = new(MatrixReader.Read(path), stamp, null);
            log.LogInformation("Subsidiary matrix {File} is read again: {Rows} rows", path, state.Matrix.Rows.Count);
        }
        catch (Exception exception) when (exception is MatrixFileException or IOException or UnauthorizedAccessException)
        {
            state = state with { Stamp = stamp, Problem = exception.Message };
            log.LogError("Subsidiary matrix {File} is broken, the one read before stays in force: {Problem}", path, exception.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.MatrixCheckEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Refresh();
    }

    private static (DateTime, long) StampOf(string path) =>
        new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    private sealed record State(SubsidiaryMatrix Matrix, (DateTime, long) Stamp, string? Problem);
}
