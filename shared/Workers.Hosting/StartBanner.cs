using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Workers.Hosting;

/// <summary>Says at the start what the process is and where it is connected, without secrets.</summary>
internal static class StartBanner
{
    public static void Write(WebApplication app, string service)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Workers.Start");
        var version = Assembly.GetEntryAssembly()?.GetName().Version;
        var http = app.Services.GetRequiredService<IOptions<HttpOptions>>().Value;
        var bus = app.Services.GetService<IOptions<BusOptions>>()?.Value.Uri;
        logger.LogInformation(
            "{Service} {Version} starts: http {Host}:{Port}, broker {Broker}, operator API {OperatorApi}",
            service, version, http.Host, http.Port, WithoutSecret(bus), http.OperatorApiKey is null ? "closed (no key)" : "open with key");
    }

    private static string WithoutSecret(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
            ? $"{parsed.Scheme}://{parsed.UserInfo.Split(':')[0]}@{parsed.Host}:{parsed.Port}{parsed.AbsolutePath}"
            : "none";
}
