using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Workers.Fleet.Home;
using Workers.Fleet.Services;

namespace Workers.Fleet.Operate;

/// <summary>What the operator's verbs have in common: who acts and why, and how an answer is shown.</summary>
internal static class OperatorAnswer
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<string> By() => new("--by")
    {
        Description = "Who does it; goes into the audit log.",
        DefaultValueFactory = _ => Environment.UserName,
    };

    public static Option<string> Reason() => new("--reason")
    {
        Description = "Why; goes into the audit log.",
        DefaultValueFactory = _ => "by hand",
    };

    /// <summary>A verb that makes one call and prints its answer as JSON.</summary>
    public static Command Verb(
        FleetHome home, string name, string description, IEnumerable<Symbol> symbols,
        Func<RunningFleet, ParseResult, CancellationToken, Task<JsonElement>> call)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else if (symbol is Option option)
                command.Options.Add(option);
        }

        // The answer is JSON in any case; scripts that ask for it shall not fail.
        command.Options.Add(new Option<bool>("--json") { Description = "One JSON document on stdout (always so)." });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var fleet = RunningFleet.Attach(home);
            Print(await call(fleet, parsed, cancellationToken));
            return ExitCode.Good;
        });
        return command;
    }

    public static string Escape(string id) => Uri.EscapeDataString(id);

    /// <summary>A file's bytes as a JSON body.</summary>
    public static ByteArrayContent JsonFile(string path)
    {
        if (!File.Exists(path))
            throw new FleetException($"There is no file {path}.", ExitCode.WrongUse);
        var content = new ByteArrayContent(File.ReadAllBytes(path));
        content.Headers.ContentType = new("application/json");
        return content;
    }

    private static void Print(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Undefined)
            Console.Out.WriteLine(JsonSerializer.Serialize(answer, Readable));
    }
}
