using Workers.Simulators;

var configuration = new ConfigurationBuilder()
    .AddEnvironmentVariables()
    .AddCommandLine(args)
    .Build();
var options = configuration.Get<SimulatorOptions>() ?? new SimulatorOptions();

var problems = SimulatorOptionsCheck.Problems(options);
if (problems.Count > 0)
{
    await Console.Error.WriteLineAsync($"simulators cannot start:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", problems)}");
    return 2;
}

await using var host = await SimulatorHost.Start(options);
await Console.Out.WriteLineAsync($"simulators listen on {host.BaseUrl}: /netsuite /monday/v2 /dnb /as400, ledgers under /_ledger, faults under /_faults");
await host.WaitForShutdown();
return 0;
