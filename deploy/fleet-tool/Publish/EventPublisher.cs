using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Workers.Fleet.Home;
using Workers.Fleet.Servers;

namespace Workers.Fleet.Publish;

/// <summary>
/// Publishes order events as any outside client would: plain JSON, persistent, mandatory, each confirmed by the broker. An event whose
/// confirmation was lost with the connection is sent again; the intake knows a duplicate.
/// </summary>
internal sealed class EventPublisher(Func<Uri> broker)
{
    private const int Window = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Splits the events among publishers with a connection each. The callback hears of every confirmed event.</summary>
    public Task Publish(IReadOnlyList<OrderEvent> events, int publishers, Action? confirmed, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, publishers).Select(index =>
            PublishShare([.. events.Where((_, position) => position % publishers == index)], confirmed, cancellationToken)));

    /// <summary>Publishes at a steady pace; the callback hears of each event just before it is sent.</summary>
    public async Task PublishPaced(IReadOnlyList<OrderEvent> events, int perSecond, Action<OrderEvent> sending, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = broker() }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var confirms = new List<Task>(events.Count);
        foreach (var each in events)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            sending(each);
            confirms.Add(Send(channel, each, cancellationToken));
        }

        await Task.WhenAll(confirms);
    }

    private async Task PublishShare(List<OrderEvent> share, Action? confirmed, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var done = 0;
        while (done < share.Count)
        {
            try
            {
                await using var connection = await new ConnectionFactory { Uri = broker(), AutomaticRecoveryEnabled = false }.CreateConnectionAsync(limit.Token);
                await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), limit.Token);
                while (done < share.Count)
                {
                    var chunk = share.GetRange(done, Math.Min(Window, share.Count - done));
                    await Task.WhenAll(chunk.Select(each => Send(channel, each, limit.Token)));
                    done += chunk.Count;
                    chunk.ForEach(_ => confirmed?.Invoke());
                    limit.CancelAfter(Patience);
                }
            }
            catch (Exception e) when (e is AlreadyClosedException or BrokerUnreachableException or OperationInterruptedException or IOException && !limit.IsCancellationRequested)
            {
                await Task.Delay(500, limit.Token);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new FleetException($"The broker confirmed nothing for {Patience.TotalMinutes:0} minutes; {share.Count - done} events were not published. See deploy/fleet status.", ExitCode.NotAccountedFor, e);
            }
        }
    }

    private static async Task Send(IChannel channel, OrderEvent each, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties { ContentType = "application/json", Persistent = true };
        await channel.BasicPublishAsync(BrokerTopology.OrderEvents, each.RoutingKey, true, properties, each.Body, cancellationToken);
    }
}
