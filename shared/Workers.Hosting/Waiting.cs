using System.Data.Common;
using System.Net.Sockets;
using MassTransit;

namespace Workers.Hosting;

/// <summary>Which failures are nobody's fault but the infrastructure's: they are waited out, without limit, and never end in an <c>_error</c> queue.</summary>
public static class Waiting
{
    /// <summary>True for a database, broker or network that is away for now, and for a handling that took too long.</summary>
    public static bool IsInfrastructure(Exception exception) => exception switch
    {
        DbException { IsTransient: true } => true,
        // A role, database or schema that deployment is just making, and an administrator's stop.
        DbException { SqlState: "57P01" or "57P02" or "57P03" or "53300" or "08006" } => true,
        SocketException or IOException or TimeoutException or OperationCanceledException => true,
        TransportException or MessageReturnedException => true,
        RabbitMQ.Client.Exceptions.RabbitMQClientException => true,
        AggregateException aggregate => aggregate.InnerExceptions.All(IsInfrastructure),
        _ => exception.InnerException is { } inner && exception is MassTransitException && IsInfrastructure(inner),
    };
}
