using System.CommandLine;
using System.Diagnostics;
using Workers.Fleet.Home;
using Workers.Fleet.Services;

namespace Workers.Fleet.Publish;

internal static class PublishCommand
{
    public static Command Create(FleetHome home)
    {
        var file = new Argument<string>("FILE") { Description = "Order events: one JSON object per line, or one JSON array." };
        var shuffle = new Option<bool>("--shuffle") { Description = "In random order." };
        var repeat = new Option<int>("--repeat") { Description = "How many times.", DefaultValueFactory = _ => 1 };
        var publishers = new Option<int>("--publishers") { Description = "How many connections publish at once; the events are dealt out among them.", DefaultValueFactory = _ => 1 };
        var command = new Command("publish", "Send order events to a running fleet; returns when the broker confirmed all of them.") { file, shuffle, repeat, publishers };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var fleet = RunningFleet.Attach(home);
            var events = Arrange(OrderFile.Read(parsed.GetRequiredValue(file)), parsed.GetValue(repeat), parsed.GetValue(shuffle));
            var watch = Stopwatch.StartNew();
            await For(fleet).Publish(events, Math.Clamp(parsed.GetValue(publishers), 1, 32), null, cancellationToken);
            Say.Line($"{events.Count} events published and confirmed in {watch.Elapsed.TotalSeconds:0.0} s.");
            return ExitCode.Good;
        });
        return command;
    }

    /// <summary>A publisher with the rights of the user publisher; it finds the broker again after a restart.</summary>
    public static EventPublisher For(RunningFleet fleet) => new(() => new Uri(fleet.Environment.BrokerUri("publisher")));

    private static List<OrderEvent> Arrange(IReadOnlyList<OrderEvent> events, int repeat, bool shuffle)
    {
        var all = Enumerable.Repeat(events, Math.Clamp(repeat, 1, 1000)).SelectMany(each => each).ToArray();
        if (shuffle)
            Random.Shared.Shuffle(all);
        return [.. all];
    }
}
