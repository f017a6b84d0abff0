using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Workers.Simulators.As400;
using Workers.Simulators.Dnb;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;
using Workers.Simulators.Ledger;
using Workers.Simulators.Monday;
using Workers.Simulators.NetSuite;

namespace Workers.Simulators;

/// <summary>All simulators in one process, or inside a test: start it, point clients at <see cref="BaseUrl"/>, dispose it.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SimulatorHost(WebApplication app, string baseUrl) => (this.app, BaseUrl) = (app, baseUrl);

    /// <summary>Address without a trailing slash, for example <c>http://127.0.0.1:41200</c>; vendors are at <c>/netsuite</c>, <c>/monday</c>, <c>/dnb</c>, <c>/as400</c>.</summary>
    public string BaseUrl { get; }

    /// <summary>Starts on the port of the options (0: a free one) and returns when calls are answered.</summary>
    public static async Task<SimulatorHost> Start(
        SimulatorOptions? options = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        var problems = SimulatorOptionsCheck.Problems(options);
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(" ", problems), nameof(options));

        var app = Build(options, clock ?? TimeProvider.System);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new SimulatorHost(app, address.TrimEnd('/'));
    }

    /// <summary>Ends when the process is told to stop.</summary>
    public Task WaitForShutdown(CancellationToken cancellationToken = default) => app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private static WebApplication Build(SimulatorOptions options, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Http));
        var app = builder.Build();
        app.UseRouting();

        var fleet = Vendors(options, clock);
        foreach (var seat in fleet)
        {
            var pipeline = new VendorPipeline(seat.Vendor, seat.Faults, seat.Calls, clock, app.Lifetime.ApplicationStopping);
            app.Map($"/{seat.Vendor.Name}/{{**path}}", (RequestDelegate)pipeline.Serve);
        }

        ControlEndpoints.Map(app, fleet, options);
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, HttpSettings http)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 104L * 1024 * 1024;
        // Slow bytes are a fault of ours, not a broken caller.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(Loopback.Address(http.Host), http.Port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static List<VendorSeat> Vendors(SimulatorOptions options, TimeProvider clock)
    {
        VendorSeat Seat(Func<FaultInjector, IVendor> create)
        {
            var faults = new FaultInjector(clock);
            return new VendorSeat(create(faults), faults, new CallLedger(options.Simulators.CallLedgerCapacity));
        }

        return
        [
            Seat(faults => new NetSuiteVendor(options.NetSuite, faults, clock)),
            Seat(_ => new MondayVendor(options.Monday, clock)),
            Seat(faults => new DnbVendor(options.DunBradstreet, faults, clock)),
            Seat(_ => new As400Vendor(options.As400)),
        ];
    }
}
