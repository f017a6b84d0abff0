using System.Globalization;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Formatting.Json;

namespace Workers.Hosting;

/// <summary>One worker process: verbs <c>run</c> (default), <c>migrate</c> and <c>health</c>, options, logs, telemetry, health, bus.</summary>
public sealed class WorkerHost
{
    private readonly WebApplicationBuilder builder;
    private readonly List<Action<IEndpointRouteBuilder>> endpoints = [];

    private WorkerHost(string[] args, string service)
    {
        Service = service;
        Verb = args.FirstOrDefault(arg => !arg.StartsWith('-')) ?? "run";
        builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables();
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddValidatedOptions<HttpOptions>(Configuration, HttpOptions.Section);
        Services.AddValidatedOptions<TelemetryOptions>(Configuration, TelemetryOptions.Section);
        Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<Telemetry>(provider, service));
        Services.AddHealthChecks();
        Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        AddLogging();
    }

    /// <summary>The service's name in kebab-case: folder, image, queue prefix.</summary>
    public string Service { get; }

    /// <summary><c>run</c>, <c>migrate</c> or <c>health</c>.</summary>
    public string Verb { get; }

    /// <summary>The registrations.</summary>
    public IServiceCollection Services => builder.Services;

    /// <summary>Settings from <c>appsettings.json</c> and the environment.</summary>
    public IConfiguration Configuration => builder.Configuration;

    /// <summary>Starts describing a worker.</summary>
    /// <param name="args">The process's arguments; the first one is the verb.</param>
    /// <param name="service">The service's name in kebab-case.</param>
    public static WorkerHost Create(string[] args, string service) => new(args, service);

    /// <summary>Binds and checks a section before anything starts; failures name the setting and its environment variable.</summary>
    public WorkerHost AddOptions<T>(string section) where T : class
    {
        Services.AddValidatedOptions<T>(Configuration, section);
        return this;
    }

    /// <summary>Adds the bus with the fleet's defaults.</summary>
    /// <param name="register">Consumers and sagas, registered explicitly.</param>
    /// <param name="configure">Receive endpoints that are not made from a definition, and message topology.</param>
    /// <param name="waitFor">Further exceptions that are waited out without limit, for example a vendor that is down.</param>
    public WorkerHost AddBus(
        Action<IBusRegistrationConfigurator> register,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? configure = null,
        Func<Exception, bool>? waitFor = null)
    {
        BusRegistration.Add(Services, Configuration, Service, Verb == "migrate", register, configure, waitFor);
        return this;
    }

    /// <summary>Adds HTTP endpoints beside the health endpoints.</summary>
    public WorkerHost MapEndpoints(Action<IEndpointRouteBuilder> map)
    {
        endpoints.Add(map);
        return this;
    }

    /// <summary>Carries out the verb.</summary>
    /// <returns>The process's exit code: 0 done, 1 failed, 2 wrong settings or an unknown verb.</returns>
    public async Task<int> Run()
    {
        try
        {
            return Verb switch
            {
                "run" => await RunService(),
                "migrate" => await MigrateVerb.Run(Build(), Service),
                "health" => await HealthVerb.Run(Configuration),
                _ => UnknownVerb(),
            };
        }
        catch (Exception exception) when (WrongSettings(exception) is { Count: > 0 } failures)
        {
            await Console.Error.WriteLineAsync($"{Service} cannot start, its settings are wrong:");
            foreach (var failure in failures) await Console.Error.WriteLineAsync($"  {failure}");
            return 2;
        }
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }

    private async Task<int> RunService()
    {
        await using var app = Build();
        // Before anything is made from them: all that is wrong in one message, not the first part that stumbles over it.
        app.Services.GetService<IStartupValidator>()?.Validate();
        app.UseUnavailableAnswer();
        HealthEndpoints.Map(app);
        foreach (var map in endpoints) map(app);
        StartBanner.Write(app, Service);
        await app.RunAsync();
        return 0;
    }

    private WebApplication Build()
    {
        var host = Configuration[$"{HttpOptions.Section}:Host"] ?? new HttpOptions().Host;
        var port = Configuration[$"{HttpOptions.Section}:Port"] ?? new HttpOptions().Port.ToString(CultureInfo.InvariantCulture);
        var app = builder.Build();
        if (Verb == "run") app.Urls.Add($"http://{host}:{port}");
        return app;
    }

    private static List<string> WrongSettings(Exception exception) => exception switch
    {
        OptionsValidationException wrong => [.. wrong.Failures],
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)],
        _ => [],
    };

    private int UnknownVerb()
    {
        Console.Error.WriteLine($"{Service}: unknown verb '{Verb}'. Use run, migrate or health.");
        return 2;
    }

    private void AddLogging()
    {
        var level = Configuration["Serilog:MinimumLevel:Default"];
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", Serilog.Events.LogEventLevel.Warning)
            .ReadFrom.Configuration(Configuration)
            .Enrich.FromLogContext()
            .Enrich.WithProperty("Service", Service);
        if (level is null) logger.MinimumLevel.Override("MassTransit", Serilog.Events.LogEventLevel.Warning);
        Log.Logger = logger.WriteTo.Console(new JsonFormatter(renderMessage: true)).CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog();
    }
}
