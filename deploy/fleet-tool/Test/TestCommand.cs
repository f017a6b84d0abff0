using System.CommandLine;
using System.Diagnostics;
using System.Xml.Linq;
using Workers.Fleet.Home;
using Workers.LocalServers;

namespace Workers.Fleet.Test;

/// <summary>The whole suite on one private PostgreSQL and one private RabbitMQ. The projects are built by deploy/fleet before.</summary>
internal static class TestCommand
{
    public static Command Create(FleetHome home)
    {
        var projects = new Argument<string[]>("PROJECT") { Description = "Only these, for example Orders.Tests.", Arity = ArgumentArity.ZeroOrMore };
        var filter = new Option<string?>("--filter") { Description = "Only tests that match, as dotnet test takes it." };
        var command = new Command("test", "Run the tests; the last line is \"N passed, N failed, N skipped\".") { projects, filter };
        command.SetAction((parsed, cancellationToken) => Run(home, parsed.GetValue(projects) ?? [], parsed.GetValue(filter), cancellationToken));
        return command;
    }

    private static async Task<int> Run(FleetHome home, string[] wanted, string? filter, CancellationToken cancellationToken)
    {
        var projects = Projects(home, wanted);
        var folder = Path.Combine(Path.GetTempPath(), $"workers-test-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        Say.Line("Starting PostgreSQL and RabbitMQ for the tests ...");
        var (postgresOptions, rabbitOptions) = (
            new PrivatePostgresOptions { StateDirectory = Path.Combine(folder, "postgres"), Durable = false, MaxConnections = 400 },
            new PrivateRabbitMqOptions { StateDirectory = Path.Combine(folder, "rabbitmq") });
        try
        {
            var (postgres, rabbit) = (PrivatePostgres.Start(postgresOptions, cancellationToken), PrivateRabbitMq.Start(rabbitOptions, cancellationToken));
            var environment = Servers(await postgres, await rabbit);
            var results = await RunAll(home, projects, filter, folder, environment, cancellationToken);
            return Tell(results);
        }
        finally
        {
            // Not with the command's token: they must go also when it was interrupted.
            await (PrivatePostgres.Find(postgresOptions)?.Remove(CancellationToken.None) ?? Task.CompletedTask);
            await (PrivateRabbitMq.Find(rabbitOptions)?.Remove(CancellationToken.None) ?? Task.CompletedTask);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> Projects(FleetHome home, string[] wanted)
    {
        var all = Directory.EnumerateDirectories(Path.Combine(home.Root, "tests"), "*.Tests").Select(Path.GetFileName).OfType<string>()
            // Needs a Docker engine and stands outside the solution.
            .Where(name => name != "Containers.Tests").Order().ToList();
        var unknown = wanted.Except(all).ToList();
        if (unknown.Count > 0)
            throw new FleetException($"There is no test project {unknown[0]}. There are: {string.Join(", ", all)}.", ExitCode.WrongUse);
        return wanted.Length == 0 ? all : [.. wanted];
    }

    private static Dictionary<string, string> Servers(PrivatePostgres postgres, PrivateRabbitMq rabbit) => new()
    {
        ["WORKERS_TEST_POSTGRES"] = postgres.ConnectionString(),
        ["WORKERS_TEST_AMQP"] = rabbit.AmqpUri().ToString(),
        ["WORKERS_TEST_RABBIT_MANAGEMENT"] = rabbit.ManagementUri.ToString(),
    };

    // Journeys of a whole fleet measure time: they run alone, the others two at a time.
    private static async Task<List<TestResult>> RunAll(
        FleetHome home, List<string> projects, string? filter, string folder, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var results = new List<TestResult>();
        foreach (var (group, together) in new[] { (projects.Where(name => name != "Fleet.Tests"), 2), (projects.Where(name => name == "Fleet.Tests"), 1) })
            await Parallel.ForEachAsync(group, new ParallelOptions { MaxDegreeOfParallelism = together, CancellationToken = cancellationToken }, async (project, token) =>
            {
                var result = await RunProject(home, project, filter, folder, environment, token);
                lock (results)
                    results.Add(result);
                Say.Line($"{project,-24} {result.Passed,5} passed, {result.Failed} failed, {result.Skipped} skipped in {result.Seconds:0} s");
                if (result.Output.Length > 0)
                    Say.Line(result.Output);
            });
        return results;
    }

    private static async Task<TestResult> RunProject(
        FleetHome home, string project, string? filter, string folder, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var program = Path.Combine(home.Root, "artifacts", "bin", project, "release", $"{project}.dll");
        string[] arguments = ["test", program, "--logger", $"trx;LogFileName={project}.trx", "--results-directory", folder, .. filter is null ? (string[])[] : ["--filter", filter]];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = home.Root };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return Read(Path.Combine(folder, $"{project}.trx"), process.ExitCode, await output + await errors, watch.Elapsed);
    }

    private static TestResult Read(string trx, int exitCode, string output, TimeSpan duration)
    {
        var counters = File.Exists(trx) ? XDocument.Load(trx).Descendants().FirstOrDefault(element => element.Name.LocalName == "Counters") : null;
        int Of(string name) => (int?)counters?.Attribute(name) ?? 0;
        var (passed, failed) = (Of("passed"), Of("failed") + Of("error") + Of("timeout") + Of("aborted"));
        // A project that did not even get to its tests counts as one failure.
        if (counters is null || (exitCode != 0 && failed == 0))
            failed++;
        return new(passed, failed, Of("total") - passed - Of("failed"), duration.TotalSeconds, failed > 0 ? output.Trim() : "");
    }

    private static int Tell(List<TestResult> results)
    {
        var failed = results.Sum(result => result.Failed);
        Console.WriteLine($"{results.Sum(result => result.Passed)} passed, {failed} failed, {results.Sum(result => result.Skipped)} skipped");
        return failed == 0 ? ExitCode.Good : ExitCode.NotAccountedFor;
    }

    private sealed record TestResult(int Passed, int Failed, int Skipped, double Seconds, string Output);
}
