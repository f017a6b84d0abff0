using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using Workers.Fleet.Home;
using Workers.Fleet.Servers;

namespace Workers.Fleet.Up;

/// <summary>
/// The steps of <c>up</c> that prepare servers somebody else started: the compose file runs them in one-shot containers.
/// All settings come from the environment; passwords as DB_[ROLE]_PASSWORD and BROKER_[USER]_PASSWORD.
/// </summary>
internal static class ProvisionCommand
{
    public static Command Create(FleetHome home)
    {
        var finish = new Option<bool>("--finish") { Description = "After the migrations: grants on single tables, and the reporting views." };
        var keys = new Option<string?>("--keys") { Description = "Directory for NetSuite's key pair, made when missing." };
        var command = new Command("provision", "Prepare a PostgreSQL and a RabbitMQ that run elsewhere (used by docker-compose.yml).") { finish, keys };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var credentials = FromEnvironment();
            var database = new DatabaseProvisioning(Required("PROVISION_DATABASE"), home, credentials);
            if (parsed.GetValue(finish))
            {
                await database.Finish(cancellationToken);
                return ExitCode.Good;
            }

            if (parsed.GetValue(keys) is { } directory)
                Credentials.CreateNetSuiteKey(Path.Combine(directory, "netsuite-key.pem"), Path.Combine(directory, "netsuite-key.pub.pem"));
            await database.PrepareRoles(cancellationToken);
            using var management = ManagementClient();
            await new BrokerProvisioning(management, credentials).Run(cancellationToken);
            return ExitCode.Good;
        });
        return command;
    }

    private static Credentials FromEnvironment()
    {
        var credentials = new Credentials();
        foreach (var role in Credentials.DatabaseRoles)
            credentials.Database[role] = Required($"DB_{Upper(role)}_PASSWORD");
        foreach (var user in Credentials.BrokerUsers)
            credentials.Broker[user] = Required($"BROKER_{Upper(user)}_PASSWORD");
        return credentials;
    }

    private static HttpClient ManagementClient()
    {
        var user = $"{Required("PROVISION_BROKER_USER")}:{Required("PROVISION_BROKER_PASSWORD")}";
        return new()
        {
            BaseAddress = new Uri($"{Required("PROVISION_MANAGEMENT").TrimEnd('/')}/api/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user))) },
        };
    }

    private static string Upper(string name) => name.Replace('-', '_').ToUpperInvariant();

    private static string Required(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new FleetException($"{variable} is not set.", ExitCode.WrongUse);
}
