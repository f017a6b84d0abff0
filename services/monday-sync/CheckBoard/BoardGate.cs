using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.MapOrder;
using Workers.MondaySync.RollOver;
using Workers.Vendors;

namespace Workers.MondaySync.CheckBoard;

/// <summary>Keeps orders back until the boards were seen to fit the mapping: a wrong column would fail every order.</summary>
internal sealed class BoardGate(BoardInspector inspector, BoardStore boards, BoardMapping mapping, ILogger<BoardGate> logger) : IHealthCheck
{
    /// <summary>Why no order is carried to the board yet; null when all is well.</summary>
    public string? Closed { get; private set; } = "The boards have not been compared with the mapping yet";

    /// <summary>True when the boards were read and do not fit: a person has to do something.</summary>
    public bool IsMismatch { get; private set; }

    public async Task Check(CancellationToken cancellationToken)
    {
        try
        {
            var known = await boards.All(cancellationToken);
            var (shapes, problems) = await inspector.Inspect([.. mapping.Boards.Select(board => board.Id).Concat(known).Distinct()], cancellationToken);
            IsMismatch = problems.Count > 0;
            if (!IsMismatch)
                await boards.Keep([.. shapes.Select(shape => new BoardRow { BoardId = shape.Id, Name = shape.Name, Items = shape.Items })], cancellationToken);
            Tell(IsMismatch ? $"The boards do not fit the mapping: {string.Join(" ", problems)}" : null);
        }
        catch (VendorException exception)
        {
            IsMismatch = false;
            Tell($"The boards could not be compared with the mapping: {exception.Message}");
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsMismatch ? HealthCheckResult.Unhealthy(Closed) : HealthCheckResult.Healthy(Closed ?? "the boards fit the mapping"));

    private void Tell(string? closed)
    {
        if (closed is null) logger.LogInformation("The boards fit the mapping");
        else if (closed != Closed) logger.LogWarning("{Reason}", closed);
        Closed = closed;
    }
}
