using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Workers.Hosting;

namespace Workers.Testing;

/// <summary>A consumer on an in-memory bus: wiring, publishing and faults without a broker.</summary>
public sealed class BusHarness : IAsyncDisposable
{
    private readonly ServiceProvider provider;
    private readonly ITestHarness harness;

    private BusHarness(ServiceProvider provider)
    {
        this.provider = provider;
        harness = provider.GetTestHarness();
    }

    /// <summary>The registrations, resolved.</summary>
    public IServiceProvider Services => provider;

    /// <summary>MassTransit's own harness, for what the verbs below do not say.</summary>
    public ITestHarness MassTransit => harness;

    /// <summary>Starts the bus.</summary>
    /// <param name="services">What the consumer needs.</param>
    /// <param name="bus">The consumer, registered as in the service's Program.</param>
    public static async Task<BusHarness> Start(Action<IServiceCollection> services, Action<IBusRegistrationConfigurator> bus)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(TimeProvider.System);
        collection.AddLogging();
        collection.AddMassTransitTestHarness(configurator =>
        {
            configurator.DisableUsageTelemetry();
            configurator.SetTestTimeouts(testTimeout: TimeSpan.FromSeconds(60), testInactivityTimeout: TimeSpan.FromSeconds(10));
            bus(configurator);
        });
        services(collection);
        var harness = new BusHarness(collection.BuildServiceProvider(true));
        await harness.harness.Start();
        return harness;
    }

    /// <summary>Publishes and waits until each message was handled, successfully or not.</summary>
    public async Task Deliver<T>(params T[] messages) where T : class
    {
        var ids = messages.Select(_ => NewId.NextGuid()).ToArray();
        await Task.WhenAll(messages.Zip(ids, (message, id) => harness.Bus.Publish(message, context => context.MessageId = id)));
        foreach (var id in ids) await Handled<T>(id);
    }

    /// <summary>Everything of one type that was published so far, in order.</summary>
    public IReadOnlyList<T> Published<T>() where T : class =>
        [.. harness.Published.Select<T>(_ => true, new CancellationToken(true)).Select(published => published.Context.Message)];

    /// <summary>Faults of one message type so far.</summary>
    public IReadOnlyList<Fault<T>> Faults<T>() where T : class => Published<Fault<T>>();

    /// <summary>Stops the bus.</summary>
    public async ValueTask DisposeAsync()
    {
        await harness.Stop();
        await provider.DisposeAsync();
    }

    private async Task Handled<T>(Guid messageId) where T : class =>
        await Eventually.True(
            () => harness.Consumed.Select<T>(received => received.Context.MessageId == messageId, new CancellationToken(true)).Any(),
            $"{typeof(T).Name} {messageId} is handled");
}
