using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Workers.Hosting;

/// <summary>
/// Looks every 15 s how many messages lie in the service's <c>_error</c> and <c>_skipped</c> queues: gauge <c>workers.queue.depth</c>,
/// and a warning when there are more than before. Whatever lies there waits for a person.
/// </summary>
internal sealed class ErrorQueueWatch(IBusControl bus, IOptions<BusOptions> options, ILogger<ErrorQueueWatch> logger) : BackgroundService
{
    private static readonly Meter Meter = new("Workers.Hosting");
    private readonly Dictionary<string, uint> depths = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Meter.CreateObservableGauge("workers.queue.depth", Measure, "{message}", "Messages in the error and skipped queues");
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(15));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Waiting.IsInfrastructure(exception))
            {
                logger.LogDebug(exception, "The broker does not tell the depth of the error queues for now");
            }
        }
    }

    private async Task Look(CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = new Uri(options.Value.Uri), ClientProvidedName = "error queue watch", AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        foreach (var queue in QueuesOf(bus))
        {
            var depth = await Depth(connection, queue, cancellationToken);
            uint before;
            lock (depths)
            {
                before = depths.GetValueOrDefault(queue);
                depths[queue] = depth;
            }
            if (depth > before)
                logger.LogWarning("{Depth} messages lie in {Queue}, {New} more than before. Read the header MT-Fault-Message in the console, mend the cause, then shovel them back", depth, queue, depth - before);
        }
    }

    /// <summary>The error and skipped queues of the bus's endpoints; its own temporary endpoint has none.</summary>
    public static string[] QueuesOf(IBusControl bus) =>
        [.. bus.CheckHealth().Endpoints.Keys
            .Select(address => address[(address.LastIndexOf('/') + 1)..])
            .Where(queue => !queue.Contains("temporary=true", StringComparison.Ordinal))
            .Select(queue => queue.Split('?')[0])
            .SelectMany(queue => new[] { $"{queue}_error", $"{queue}_skipped" })];

    // Asking for a queue that is missing closes the channel.
    private static async Task<uint> Depth(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode is 404 or 403)
        {
            return 0;
        }
    }

    private List<Measurement<long>> Measure()
    {
        lock (depths) return [.. depths.Select(entry => new Measurement<long>(entry.Value, new KeyValuePair<string, object?>("queue", entry.Key)))];
    }
}
