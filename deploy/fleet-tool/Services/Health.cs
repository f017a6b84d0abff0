using System.Net.Sockets;
using System.Text.Json;
using Workers.Fleet.Home;
using Workers.LocalServers;

namespace Workers.Fleet.Services;

/// <summary>What a process says about itself.</summary>
internal sealed record Health(bool IsReady, string Detail)
{
    public static async Task<Health> Ask(HttpClient http, ServiceProcess process, CancellationToken cancellationToken)
    {
        if (!ListeningPort.IsHeldBy(process.Process.Pid, process.Port))
            return new(false, "no answer on its port yet");
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(5));
            using var response = await http.GetAsync(new Uri($"{process.BaseUrl}/health/ready"), limit.Token);
            return new(response.IsSuccessStatusCode, response.IsSuccessStatusCode ? "ready" : Reasons(await response.Content.ReadAsStringAsync(limit.Token)));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(false, "no answer on its port yet");
        }
    }

    // The checks that are not healthy, each with its own words.
    private static string Reasons(string body)
    {
        try
        {
            var checks = JsonDocument.Parse(body).RootElement.GetProperty("checks").EnumerateObject();
            var bad = checks.Where(check => check.Value.GetProperty("status").GetString() != "Healthy")
                .Select(check => $"{check.Name}: {check.Value.GetProperty("description").GetString()}");
            return string.Join("; ", bad);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "not ready";
        }
    }
}
