using System.CommandLine;
using Workers.Fleet.Home;
using Workers.Fleet.Services;
using static Workers.Fleet.Operate.OperatorAnswer;

namespace Workers.Fleet.Operate;

/// <summary>Verbs about vendors: hold their messages back, let them go, rehearse their failures.</summary>
internal static class VendorCommands
{
    public static Command Pause(FleetHome home) => Switch(home, "pause", "Make no call to a vendor; its orders wait until resume. Holds over restarts.");

    public static Command Resume(FleetHome home) => Switch(home, "resume", "Call a paused vendor again; what waited goes on.");

    public static Command Faults(FleetHome home)
    {
        var vendor = Vendor();
        var profile = new Argument<string>("FILE") { Description = "A fault profile (JSON), or off." };
        var command = new Command("faults", "Make a vendor's simulator fail, to rehearse it.") { vendor, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var fleet = RunningFleet.Attach(home);
            var (name, file) = (parsed.GetRequiredValue(vendor), parsed.GetRequiredValue(profile));
            ServiceCatalogue.OwnerOf(name);
            if (file == "off")
                await fleet.CallSimulators(HttpMethod.Delete, $"_faults/{name}", null, cancellationToken);
            else
                await fleet.CallSimulators(HttpMethod.Put, $"_faults/{name}", JsonFile(file), cancellationToken);
            Say.Line(file == "off" ? $"{name} behaves again." : $"{name} now fails as {file} says; end it with deploy/fleet faults {name} off.");
            return ExitCode.Good;
        });
        return command;
    }

    private static Command Switch(FleetHome home, string action, string description)
    {
        var (vendor, by, reason) = (Vendor(), By(), Reason());
        return Verb(home, action, description, [vendor, by, reason], (fleet, parsed, token) =>
        {
            var name = parsed.GetRequiredValue(vendor);
            return fleet.Post(ServiceCatalogue.OwnerOf(name).Name, $"/vendors/{name}/{action}",
                new { by = parsed.GetValue(by), reason = parsed.GetValue(reason) }, token);
        });
    }

    private static Argument<string> Vendor() => new("VENDOR") { Description = "netsuite, monday, dnb or as400" };
}
