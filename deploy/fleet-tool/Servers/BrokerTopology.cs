using Workers.Fleet.Home;

namespace Workers.Fleet.Servers;

/// <summary>What a broker user may declare, write to and read from: regular expressions on names, as RabbitMQ wants them.</summary>
internal sealed record BrokerPermission(string Configure, string Write, string Read);

/// <summary>The users of the broker and what stands between the fleet and the outside. The queues of the services are declared by their own <c>migrate</c>.</summary>
internal static class BrokerTopology
{
    public const string OrderEvents = "order-events";
    public const string Unrouted = "order-events-unrouted";
    public const string OrderStatus = "order-status";
    public const string DeadLetters = "dead-letters";

    // An outside client declares queues under this prefix, or lets the broker name them.
    private const string Outside = @"integrator[.].*|amq[.]gen-.*";

    public static BrokerPermission Publisher { get; } = new(
        Configure: $"^({Outside})$", Write: $"^({OrderEvents}|{Outside})$", Read: $"^({OrderStatus}|{Outside})$");

    /// <summary>The person at the management console sees everything and may move messages, for instance out of an error queue.</summary>
    public static BrokerPermission Operator { get; } = new(Configure: "^$", Write: ".*", Read: ".*");

    /// <summary>A service declares and reads its own queues and the exchanges of the messages, nothing else.</summary>
    public static BrokerPermission Service(ServiceDefinition service)
    {
        // MassTransit declares an exchange per message type (the fleet's and the service's own) and one per queue, and binds them.
        var own = $"{service.Name}([-_:.].*)?|Workers[.](Contracts|{service.Project})[.:].*|MassTransit[.:].*|.*_Workers{service.Project}_bus_.*";
        var (alsoDeclares, alsoReads) = service.Name switch
        {
            "ingestion" => ($"|{OrderEvents}", $"|{OrderEvents}"),
            "orders" => ($"|{OrderStatus}", ""),
            _ => ("", ""),
        };
        return new($"^({own}|{DeadLetters}{alsoDeclares})$", $"^({own}|{DeadLetters}{alsoDeclares})$", $"^({own}{alsoReads})$");
    }

    public static IEnumerable<(string User, string Tags, BrokerPermission Permission)> Users() =>
    [
        .. ServiceCatalogue.Services.Select(service => (service.Name, "", Service(service))),
        ("publisher", "", Publisher),
        ("operator", "monitoring,policymaker", Operator),
    ];
}
