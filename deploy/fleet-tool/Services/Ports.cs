using System.Globalization;
using Workers.Fleet.Home;
using Workers.LocalServers;

namespace Workers.Fleet.Services;

/// <summary>Which port something gets: the one the user names, else the usual one, else a free one, which is said.</summary>
internal static class Ports
{
    public static int Choose(string name, int usual)
    {
        var variable = $"FLEET_PORT_{name.Replace('-', '_').ToUpperInvariant()}";
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text)
            return Wanted(variable, text);
        if (FreePort.IsFree(usual))
            return usual;

        var free = FreePort.Next();
        Say.Line($"Port {usual} for {name} is taken; {free} is used instead (choose another with {variable}).");
        return free;
    }

    private static int Wanted(string variable, string text)
    {
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var port) || port is < 1024 or > 65_535)
            throw new FleetException($"{variable} is '{text}'; a port is a number from 1024 to 65535.", ExitCode.WrongUse);
        if (!FreePort.IsFree(port))
            throw new FleetException($"{variable} asks for port {port}, which is taken. Stop what listens there or choose another.");
        return port;
    }
}
