using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workers.NetSuitePoller;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.RequestSalesOrder;
using Workers.Testing;

namespace NetSuitePoller.Tests;

/// <summary>One instance of the service, with its loops, on an in-memory bus.</summary>
internal sealed class ServiceInstance : IAsyncDisposable
{
    private ServiceInstance(BusHarness bus) => Bus = bus;

    public BusHarness Bus { get; }

    /// <param name="world">Where it runs.</param>
    /// <param name="configure">Other settings than the world's.</param>
    /// <param name="handler">A transport that a test watches or breaks.</param>
    /// <param name="loops">False leaves the loops out: commands are recorded and nothing is called.</param>
    public static async Task<ServiceInstance> Start(
        NetSuiteWorld world, Action<NetSuiteOptions>? configure = null, HttpMessageHandler? handler = null, bool loops = true) =>
        new(await BusHarness.Start(services =>
        {
            services.AddLogging(logging => logging.ClearProviders().AddProvider(new TestLog()).AddFilter("MassTransit", LogLevel.None));
            services.AddSingleton(world.Database.Service);
            services.AddOptions<NetSuiteOptions>().Configure(options =>
            {
                world.Configure(options);
                configure?.Invoke(options);
            });
            services.AddNetSuite(handler);
            services.AddSteps();
            if (loops) services.AddLoops();
        }, bus =>
        {
            bus.AddConsumer<CreateSalesOrderConsumer, CreateSalesOrderConsumerDefinition>();
            bus.AddConsumer<CancelSalesOrderConsumer, CancelSalesOrderConsumerDefinition>();
        }));

    public T Get<T>() where T : notnull => Bus.Services.GetRequiredService<T>();

    /// <summary>Waits until so many events of a type were published.</summary>
    public async Task<IReadOnlyList<T>> Expect<T>(int count = 1, TimeSpan? within = null) where T : class
    {
        await Eventually.True(() => Bus.Published<T>().Count >= count, $"{count} {typeof(T).Name} are published", within);
        return Bus.Published<T>();
    }

    /// <summary>Waits for the event of a type that fits.</summary>
    public async Task<T> Expect<T>(Func<T, bool> fits, string what) where T : class
    {
        await Eventually.True(() => Bus.Published<T>().Any(fits), $"{typeof(T).Name} is published: {what}");
        return Bus.Published<T>().First(fits);
    }

    /// <summary>Announces at once what was left unannounced.</summary>
    public Task Announce() => Bus.Services.GetServices<IHostedService>().OfType<AnnounceLoop>().Single().RunOnce(TimeSpan.Zero, CancellationToken.None);

    public ValueTask DisposeAsync() => Bus.DisposeAsync();
}

/// <summary>Warnings and errors of the service in the test's output.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) TestContext.Progress.WriteLine($"{logLevel}: {formatter(state, exception)} {exception}");
    }

    public void Dispose() { }
}
