using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Npgsql;
using Workers.Testing;

namespace Orders.Tests.Process;

/// <summary>The built service as a process of its own, on a real broker and database.</summary>
internal sealed class OrdersProcess : IAsyncDisposable
{
    private readonly System.Diagnostics.Process process;
    private readonly List<string> output;

    private OrdersProcess(System.Diagnostics.Process process, List<string> output, int port)
    {
        this.process = process;
        this.output = output;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        Http.DefaultRequestHeaders.Add("X-Api-Key", "key");
    }

    public HttpClient Http { get; }

    public static async Task<OrdersProcess> Start(TestDatabase database, TestBroker broker)
    {
        var port = FreePort();
        var (migrate, lines) = Launch("migrate", database, broker, port);
        await migrate.WaitForExitAsync();
        Assert.That(migrate.ExitCode, Is.Zero, () => string.Join('\n', lines));
        migrate.Dispose();

        var (run, output) = Launch("run", database, broker, port);
        var orders = new OrdersProcess(run, output, port);
        await Eventually.True(orders.IsReady, "the service is ready");
        return orders;
    }

    public void Kill() => process.Kill();

    public async Task<JsonElement> Get(string path)
    {
        using var response = await Http.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            lock (output) Assert.Fail($"GET {path}: {response.StatusCode} {body}\n{string.Join('\n', output.TakeLast(20))}");
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Http.Dispose();
    }

    private async Task<bool> IsReady()
    {
        if (process.HasExited) Assert.Fail($"The service ended:\n{string.Join('\n', output)}");
        try
        {
            using var response = await Http.GetAsync("health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static (System.Diagnostics.Process, List<string>) Launch(string verb, TestDatabase database, TestBroker broker, int port)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Workers.Orders.dll"), verb])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["Database__ConnectionString"] = database.ConnectionString;
        start.Environment["Database__MigratorConnectionString"] =
            new NpgsqlConnectionStringBuilder(database.ConnectionStringOf("fleet_migrator")).ConnectionString;
        start.Environment["Bus__Uri"] = broker.Uri.ToString();
        start.Environment["Http__Port"] = port.ToString();
        start.Environment["Http__OperatorApiKey"] = "key";
        var process = System.Diagnostics.Process.Start(start)!;
        var lines = new List<string>();
        void Keep(object _, DataReceivedEventArgs line) { lock (lines) if (line.Data is not null) lines.Add(line.Data); }
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, lines);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
