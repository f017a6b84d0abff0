using Microsoft.Extensions.Configuration;

namespace Workers.Hosting;

/// <summary>Asks the running process of the same settings whether it is ready. A container's health check calls it.</summary>
internal static class HealthVerb
{
    public static async Task<int> Run(IConfiguration configuration)
    {
        var defaults = new HttpOptions();
        var port = configuration[$"{HttpOptions.Section}:Port"] ?? defaults.Port.ToString();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await http.GetAsync($"http://127.0.0.1:{port}/health/ready");
            Console.WriteLine(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"no answer on port {port}: {exception.Message}");
            return 1;
        }
    }
}
