using System.CommandLine;
using Workers.Fleet.Home;
using static Workers.Fleet.Operate.OperatorAnswer;

namespace Workers.Fleet.Operate;

/// <summary>Verbs about what arrived: quarantine and replay. The service <c>ingestion</c> carries them out.</summary>
internal static class IntakeCommands
{
    private const string Service = "ingestion";

    public static Command Replay(FleetHome home)
    {
        var from = new Option<DateTimeOffset>("--from") { Description = "Received at or after this time.", Required = true };
        var to = new Option<DateTimeOffset>("--to") { Description = "Received before this time.", Required = true };
        var (by, reason) = (By(), Reason());
        return Verb(home, "replay", "Send what was received in a period through the fleet again; nothing is made twice.", [from, to, by, reason],
            (fleet, parsed, token) => fleet.Post(Service, "/replay",
                new { from = parsed.GetValue(from), to = parsed.GetValue(to), by = parsed.GetValue(by), reason = parsed.GetValue(reason) }, token));
    }

    public static Command Quarantine(FleetHome home) =>
        new("quarantine", "What arrived and could not be taken.") { List(home), Show(home), Resubmit(home), Discard(home) };

    private static Command List(FleetHome home)
    {
        var limit = new Option<int>("--limit") { Description = "Most entries.", DefaultValueFactory = _ => 50 };
        var after = new Option<string?>("--after") { Description = "Id of the last entry of the page before." };
        var reason = new Option<string?>("--reason") { Description = "Only entries with this reason." };
        return Verb(home, "list", "The entries, newest first.", [limit, after, reason], (fleet, parsed, token) =>
        {
            var query = new[] { ("limit", $"{parsed.GetValue(limit)}"), ("after", parsed.GetValue(after)), ("reason", parsed.GetValue(reason)) };
            var text = string.Join('&', query.Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={Escape(part.Item2!)}"));
            return fleet.Get(Service, $"/quarantine?{text}", token);
        });
    }

    private static Command Show(FleetHome home)
    {
        var id = Id();
        return Verb(home, "show", "One entry with its payload.", [id],
            (fleet, parsed, token) => fleet.Get(Service, $"/quarantine/{Escape(parsed.GetRequiredValue(id))}", token));
    }

    private static Command Resubmit(FleetHome home)
    {
        var (id, by, reason) = (Id(), By(), Reason());
        var file = new Option<FileInfo?>("--file") { Description = "Corrected event (JSON); the kept payload when not given." };
        return Verb(home, "resubmit", "Take an entry again, corrected or as it is.", [id, file, by, reason], (fleet, parsed, token) =>
            fleet.Post(Service, $"/quarantine/{Escape(parsed.GetRequiredValue(id))}/resubmit?{Who(parsed, by, reason)}",
                parsed.GetValue(file) is { } corrected ? JsonFile(corrected.FullName) : null, token));
    }

    private static Command Discard(FleetHome home)
    {
        var (id, by, reason) = (Id(), By(), Reason());
        return Verb(home, "discard", "Close an entry that will never be an order.", [id, by, reason], (fleet, parsed, token) =>
            fleet.Post(Service, $"/quarantine/{Escape(parsed.GetRequiredValue(id))}/discard?{Who(parsed, by, reason)}", null, token));
    }

    private static Argument<string> Id() => new("ID") { Description = "The entry's id." };

    private static string Who(ParseResult parsed, Option<string> by, Option<string> reason) =>
        $"by={Escape(parsed.GetValue(by)!)}&reason={Escape(parsed.GetValue(reason)!)}";
}
