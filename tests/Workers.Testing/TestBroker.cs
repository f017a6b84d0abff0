using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Workers.Testing;

/// <summary>A virtual host of its own on a real RabbitMQ.</summary>
public sealed class TestBroker : IAsyncDisposable
{
    private readonly HttpClient management;
    private readonly string virtualHost;

    private TestBroker(HttpClient management, string virtualHost, Uri amqp)
    {
        this.management = management;
        this.virtualHost = virtualHost;
        Uri = new UriBuilder(amqp) { Path = virtualHost }.Uri;
    }

    /// <summary>AMQP URI of an administrator of the virtual host.</summary>
    public Uri Uri { get; }

    /// <summary>Makes the virtual host.</summary>
    public static async Task<TestBroker> Create()
    {
        var (amqp, managementAddress) = await TestServers.Rabbit();
        var management = new HttpClient { BaseAddress = new Uri(managementAddress, "api/") };
        var user = amqp.UserInfo.Split(':', 2);
        management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(amqp.UserInfo))));
        var virtualHost = $"test-{Guid.CreateVersion7():n}";
        (await management.PutAsync($"vhosts/{virtualHost}", null)).EnsureSuccessStatusCode();
        (await management.PutAsJsonAsync($"permissions/{virtualHost}/{user[0]}", new { configure = ".*", write = ".*", read = ".*" })).EnsureSuccessStatusCode();
        return new TestBroker(management, virtualHost, amqp);
    }

    /// <summary>Names of the queues.</summary>
    public async Task<string[]> Queues()
    {
        var queues = await management.GetFromJsonAsync<List<QueueName>>($"queues/{virtualHost}") ?? [];
        return [.. queues.Select(queue => queue.Name)];
    }

    /// <summary>How many messages lie in each queue. The broker's statistics lag some seconds.</summary>
    public async Task<Dictionary<string, long>> Messages() =>
        (await management.GetFromJsonAsync<List<QueueName>>($"queues/{virtualHost}") ?? []).ToDictionary(queue => queue.Name, queue => queue.Messages);

    /// <summary>Deletes the virtual host with all it holds.</summary>
    public async ValueTask DisposeAsync()
    {
        await management.DeleteAsync($"vhosts/{virtualHost}");
        management.Dispose();
    }

    private sealed record QueueName(string Name, long Messages = 0);
}
