using System.Net.Http.Json;
using Workers.Fleet.Home;

namespace Workers.Fleet.Servers;

/// <summary>
/// Brings virtual host, users, permissions and the outside exchanges to the wanted state through the management API.
/// Every call states what shall be, so that running it again changes nothing.
/// </summary>
internal sealed class BrokerProvisioning(HttpClient management, Credentials credentials)
{
    private const string Host = ServiceCatalogue.VirtualHost;

    public async Task Run(CancellationToken cancellationToken)
    {
        await Put($"vhosts/{Host}", new { description = "orders on their way" }, cancellationToken);
        // The signed-in administrator must be able to declare the exchanges.
        using (var whoami = await management.GetAsync(new Uri("whoami", UriKind.Relative), cancellationToken))
        {
            var me = await whoami.Content.ReadFromJsonAsync<WhoAmI>(cancellationToken);
            await Put($"permissions/{Host}/{me!.Name}", new { configure = ".*", write = ".*", read = ".*" }, cancellationToken);
        }

        await DeclareTopology(cancellationToken);
        foreach (var (user, tags, permission) in BrokerTopology.Users())
        {
            await Put($"users/{user}", new { password = credentials.Broker[user], tags }, cancellationToken);
            await Put($"permissions/{Host}/{user}", new { configure = permission.Configure, write = permission.Write, read = permission.Read }, cancellationToken);
        }
    }

    private async Task DeclareTopology(CancellationToken cancellationToken)
    {
        await Exchange(BrokerTopology.OrderEvents, "topic", cancellationToken);
        await Exchange(BrokerTopology.OrderStatus, "topic", cancellationToken);
        await CatchAll(BrokerTopology.Unrouted, cancellationToken);
        await CatchAll(BrokerTopology.DeadLetters, cancellationToken);
        // A policy, not an argument of the exchange: whoever declares order-events needs no knowledge of it.
        await Put($"policies/{Host}/keep-unrouted-order-events", new Dictionary<string, object>
        {
            ["pattern"] = $"^{BrokerTopology.OrderEvents}$",
            ["apply-to"] = "exchanges",
            ["definition"] = new Dictionary<string, string> { ["alternate-exchange"] = BrokerTopology.Unrouted },
        }, cancellationToken);
    }

    private Task Exchange(string name, string type, CancellationToken cancellationToken) =>
        Put($"exchanges/{Host}/{name}", new { type, durable = true, auto_delete = false }, cancellationToken);

    // An exchange with a queue of the same name that keeps whatever gets there for a person.
    private async Task CatchAll(string name, CancellationToken cancellationToken)
    {
        await Exchange(name, "fanout", cancellationToken);
        await Put($"queues/{Host}/{name}", new { durable = true, auto_delete = false }, cancellationToken);
        using var bound = await management.PostAsJsonAsync(
            new Uri($"bindings/{Host}/e/{name}/q/{name}", UriKind.Relative), new { routing_key = "" }, cancellationToken);
        await ThrowUnlessGood(bound, $"bind {name}", cancellationToken);
    }

    private async Task Put<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var response = await management.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        await ThrowUnlessGood(response, path, cancellationToken);
    }

    private static async Task ThrowUnlessGood(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw new FleetException($"The broker refused '{what}' ({(int)response.StatusCode}): {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private sealed record WhoAmI(string Name);
}
