using System.Net;

namespace Workers.Simulators;

internal static class Loopback
{
    public static IPAddress Address(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" or "+" or "" => IPAddress.Any,
        _ => IPAddress.Parse(host),
    };

    public static bool Is(string host) => IPAddress.IsLoopback(Address(host));
}
