using System.CommandLine;
using Workers.Fleet.Bench;
using Workers.Fleet.Demo;
using Workers.Fleet.Home;
using Workers.Fleet.Look;
using Workers.Fleet.Operate;
using Workers.Fleet.Publish;
using Workers.Fleet.Samples;
using Workers.Fleet.Status;
using Workers.Fleet.Test;
using Workers.Fleet.Up;
using Workers.LocalServers;

try
{
    var home = FleetHome.FromEnvironment();
    var root = new RootCommand(
        """
        Carries orders to NetSuite and Monday.com: starts, feeds, watches and stops the whole fleet.

        Exit codes: 0 every accepted order is accounted for, or the command did what it says; 1 it did not, or something is not ready;
        2 wrong use; 3 something must be installed first; 4 no space or no right to write; 5 something could not start;
        6 the fleet is not running; 130 interrupted.
        Environment: FLEET_HOME (where a fleet lives, default .fleet), FLEET_PORT_<NAME> (database, broker, management, simulators or a service).
        """)
    {
        UpCommand.Create(home), DownCommand.Create(home), RestartCommand.Create(home), KillCommand.Create(home), ResetCommand.Create(home),
        StatusCommand.Create(home), DemoCommand.Create(home), PublishCommand.Create(home), LoadCommand.Create(home), BenchCommand.Create(home), TestCommand.Create(home), SamplesCommand.Create(home),
        OrderCommands.Order(home), OrderCommands.Stuck(home), OrderCommands.Retry(home), OrderCommands.Cancel(home),
        OrderCommands.Customer(home), OrderCommands.Credit(home), OrderCommands.Subsidiary(home),
        IntakeCommands.Replay(home), IntakeCommands.Quarantine(home), ProductCommand.Create(home), DryRunCommand.Create(home),
        VendorCommands.Pause(home), VendorCommands.Resume(home), VendorCommands.Faults(home),
        LookCommands.Logs(home), LookCommands.Psql(home), ProvisionCommand.Create(home),
    };
    root.HelpName = "deploy/fleet";
    var parsed = root.Parse(args);
    var exitCode = await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // Time to end what a test or a measurement has started.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
    });
    return parsed.Errors.Count > 0 ? ExitCode.WrongUse : exitCode;
}
catch (FleetException e)
{
    Say.Line($"fleet: {e.Message}");
    return e.ExitCode;
}
catch (ServerUnavailableException e)
{
    Say.Line($"fleet: {e.Message}");
    return ExitCode.CannotStart;
}
catch (OperationCanceledException)
{
    Say.Line("fleet: interrupted. What runs goes on running: deploy/fleet status shows it, deploy/fleet up completes it, deploy/fleet down ends it.");
    return ExitCode.Interrupted;
}
catch (IOException e) when ((e.HResult & 0xFFFF) == 28)
{
    Say.Line($"fleet: the disk is full ({e.Message}). Free some space and run the command again.");
    return ExitCode.NoSpace;
}
catch (Exception e) when (e is HttpRequestException or Npgsql.NpgsqlException or TimeoutException)
{
    Say.Line($"fleet: a part of the fleet did not answer: {e.Message} See deploy/fleet status.");
    return ExitCode.NotRunning;
}
