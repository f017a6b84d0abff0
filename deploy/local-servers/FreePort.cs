using System.Net;
using System.Net.Sockets;

namespace Workers.LocalServers;

/// <summary>Loopback ports nobody listens on.</summary>
public static class FreePort
{
    // Below the range from which the system takes the ports of outgoing connections (32768 and up),
    // so that a port found free is not lost to one before the server binds it.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    /// <summary>A free port, chosen at random.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
                return port;
        }

        throw new ServerUnavailableException($"No free port was found between {Lowest} and {Highest} on 127.0.0.1. Stop what listens there.");
    }

    /// <summary>The wanted port when it is free, else a free one.</summary>
    public static int OrNext(int wanted) => IsFree(wanted) ? wanted : Next();

    /// <summary>True when a server could listen on 127.0.0.1 at this port.</summary>
    public static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // On Linux .NET sets SO_REUSEADDR only for listeners that ask for it; a port in TIME_WAIT counts as taken, which is safe.
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
