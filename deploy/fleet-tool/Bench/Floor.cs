using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workers.Contracts.Ingestion;
using Workers.Fleet.Home;
using Workers.Fleet.Publish;
using Workers.Fleet.Services;

namespace Workers.Fleet.Bench;

/// <summary>
/// What the broker and the library alone would reach: a chain of as many durable hops as an order takes, an order's content in messages
/// of the fleet's size, publisher confirms and the fleet's concurrency, without database and HTTP. The measure for comparing machines.
/// </summary>
internal static class Floor
{
    public const int Hops = 12;
    private const string VirtualHost = "floor";
    private const int WarmUp = 1000;

    // What MassTransit's envelope and AMQP's headers add to a payload.
    private const int Envelope = 1000;

    public static async Task<double> Measure(RunningFleet fleet, IReadOnlyList<OrderEvent> orders, int bytes, CancellationToken cancellationToken)
    {
        using var management = fleet.Broker.ManagementClient();
        await Put(management, $"vhosts/{VirtualHost}", new { }, cancellationToken);
        await Put(management, $"permissions/{VirtualHost}/{LocalServers.PrivateRabbitMq.AdminUser}", new { configure = ".*", write = ".*", read = ".*" }, cancellationToken);

        var arrivals = new FloorArrivals();
        await using var services = Configure(fleet.Broker.AmqpUri(VirtualHost), arrivals);
        var bus = services.GetRequiredService<IBusControl>();
        await bus.StartAsync(cancellationToken);
        try
        {
            var messages = orders.Select(order => First(order, bytes)).ToList();
            await RunChains(bus, arrivals, messages.Take(WarmUp).ToList(), cancellationToken);
            var watch = Stopwatch.StartNew();
            await RunChains(bus, arrivals, messages, cancellationToken);
            return messages.Count / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }

    private static FloorMessage First(OrderEvent order, int bytes) => new()
    {
        Hop = 1,
        Order = JsonSerializer.Deserialize<OrderDocument>(order.Body, JsonSerializerOptions.Web)!,
        Padding = new string('x', Math.Max(0, bytes - Envelope - order.Body.Length)),
    };

    private static ServiceProvider Configure(Uri broker, FloorArrivals arrivals)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(arrivals);
        services.AddMassTransit(register =>
        {
            register.DisableUsageTelemetry();
            register.UsingRabbitMq((_, rabbit) =>
            {
                rabbit.Host(broker);
                foreach (var number in Enumerable.Range(1, Hops))
                    rabbit.ReceiveEndpoint($"floor-{number:00}", endpoint =>
                    {
                        endpoint.ConfigureConsumeTopology = false;
                        // As a published message goes: exchange of the message, exchange of the queue, queue.
                        endpoint.Bind(Exchange(number));
                        endpoint.PrefetchCount = 32;
                        endpoint.ConcurrentMessageLimit = 16;
                        endpoint.Handler<FloorMessage>(context => Pass(context, arrivals));
                    });
            });
        });
        return services.BuildServiceProvider();
    }

    private static async Task Pass(ConsumeContext<FloorMessage> context, FloorArrivals arrivals)
    {
        var message = context.Message;
        if (message.Hop == Hops)
        {
            arrivals.Count();
            return;
        }

        var next = await context.GetSendEndpoint(new Uri($"exchange:{Exchange(message.Hop + 1)}"));
        await next.Send(message with { Hop = message.Hop + 1 }, context.CancellationToken);
    }

    private static async Task RunChains(IBusControl bus, FloorArrivals arrivals, List<FloorMessage> messages, CancellationToken cancellationToken)
    {
        var done = arrivals.Expect(messages.Count);
        var first = await bus.GetSendEndpoint(new Uri($"exchange:{Exchange(1)}"));
        foreach (var chunk in messages.Chunk(100))
            await Task.WhenAll(chunk.Select(message => first.Send(message, cancellationToken)));
        await done.WaitAsync(TimeSpan.FromMinutes(5), cancellationToken);
    }

    private static string Exchange(int hop) => $"floor-event-{hop:00}";

    private static async Task Put<T>(HttpClient management, string path, T body, CancellationToken cancellationToken)
    {
        using var response = await management.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new FleetException($"The broker refused '{path}' ({(int)response.StatusCode}).");
    }
}

/// <summary>The message of the bare chain.</summary>
public sealed record FloorMessage
{
    /// <summary>Which hop handles it.</summary>
    public required int Hop { get; init; }

    /// <summary>An order, so that it costs to read and write what the fleet's messages cost.</summary>
    public required OrderDocument Order { get; init; }

    /// <summary>What is missing to the average size of the fleet's messages.</summary>
    public required string Padding { get; init; }
}

/// <summary>Counts the chains that came to their end.</summary>
internal sealed class FloorArrivals
{
    private TaskCompletionSource reached = new();
    private int left;

    public Task Expect(int count)
    {
        (left, reached) = (count, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return reached.Task;
    }

    public void Count()
    {
        if (Interlocked.Decrement(ref left) == 0)
            reached.TrySetResult();
    }
}
