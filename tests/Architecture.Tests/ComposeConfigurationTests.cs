using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Workers.Fleet.Home;
using Workers.Fleet.Services;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Architecture.Tests;

/// <summary>The compose file, the script and the services' options agree: there is no container engine everywhere to find out otherwise.</summary>
internal sealed partial class ComposeConfigurationTests
{
    private static readonly Dictionary<string, object> Compose = Read();
    private static readonly Dictionary<string, object> Entries = Map(Compose["services"]);

    private static IEnumerable<string> Names => ServiceCatalogue.Services.Select(service => service.Name);

    [Test]
    public void The_catalogue_of_the_script_is_the_services_of_the_tree() =>
        Assert.That(Names, Is.EquivalentTo(Fleet.Services.Select(service => service.Name)));

    [TestCaseSource(nameof(Names))]
    public void Every_service_runs_after_its_migration_from_an_image_of_its_own(string name)
    {
        var (service, migration) = (Map(Entries[name]), Map(Entries[$"migrate-{name}"]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(service["image"], Is.EqualTo(migration["image"]).And.EqualTo($"workers/{name}"));
            Assert.That(Map(Map(service["build"])["args"])["SERVICE"], Is.EqualTo(name));
            Assert.That(Directory.Exists(Fleet.Folder($"services/{name}")), Is.True);
            Assert.That(migration["command"], Is.EqualTo(new[] { "migrate" }));
            Assert.That(Map(service["depends_on"]).Keys, Does.Contain("provision-finish"));
            Assert.That(Map(Map(Entries["provision-finish"])["depends_on"]).Keys, Does.Contain($"migrate-{name}"));
            Assert.That(Environment(name)["Database__ConnectionString"], Does.Contain($"Username={name.Replace('-', '_')};").And.Contain($"Database={ServiceCatalogue.DatabaseName};"));
            Assert.That(Environment(name)["Bus__Uri"], Does.StartWith($"amqp://{name}:").And.EndWith($"/{ServiceCatalogue.VirtualHost}"));
            Assert.That(Environment($"migrate-{name}")["Database__MigratorConnectionString"], Does.Contain("Username=fleet_migrator;"));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_container_gets_the_settings_that_the_script_gives(string name)
    {
        // What only one of the two has a use for.
        string[] composeOnly = ["Bus__QuorumQueues", "Telemetry__OtlpEndpoint"];
        var script = ScriptSettings(name).Where(setting => setting.Value is not null && setting.Key.Contains("__", StringComparison.Ordinal)).Select(setting => setting.Key);

        Assert.That(Environment(name).Keys.Except(composeOnly), Is.EquivalentTo(script));
    }

    [TestCaseSource(nameof(Names))]
    public void Every_setting_is_an_option_of_the_service_and_all_of_them_are_valid(string name)
    {
        // The volume with the keys is not mounted here: a folder with the same files stands in for it.
        using var keys = new KeyFolder();
        var options = OptionsOf(name);
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Fleet.Folder($"services/{name}/appsettings.json"), optional: true)
            .AddInMemoryCollection(Environment(name).Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value.Replace("/keys", keys.Path, StringComparison.Ordinal))))
            .Build();

        using (Assert.EnterMultipleScope())
        {
            foreach (var key in Environment(name).Keys.Where(key => key != "Fleet__Instance"))
            {
                var (section, property) = (key.Split("__")[0], key.Split("__")[1]);
                Assert.That(options.Any(option => option.Section == section && option.Type.GetProperty(property) is not null), Is.True, $"{key} is no option of {name}");
            }

            foreach (var (section, type) in options)
            {
                var bound = configuration.GetSection(section).Get(type) ?? Activator.CreateInstance(type)!;
                var problems = new List<ValidationResult>();
                Validator.TryValidateObject(bound, new ValidationContext(bound), problems, validateAllProperties: true);
                Assert.That(problems.Select(problem => problem.ErrorMessage), Is.Empty, $"section {section} of {name}");
            }
        }
    }

    [Test]
    public void Provisioning_knows_the_password_of_every_role_and_user()
    {
        var variables = Environment("provision").Keys;
        var wanted = Credentials.DatabaseRoles.Select(role => $"DB_{Upper(role)}_PASSWORD").Concat(Credentials.BrokerUsers.Select(user => $"BROKER_{Upper(user)}_PASSWORD"));

        Assert.That(wanted, Is.SubsetOf(variables));
        Assert.That(Environment("provision-finish").Keys, Is.EquivalentTo(variables));
    }

    [Test]
    public void Everything_has_a_memory_limit_and_is_published_on_loopback_alone()
    {
        using (Assert.EnterMultipleScope())
            foreach (var (name, entry) in Entries)
            {
                Assert.That(Map(Map(Map(Map(entry)["deploy"])["resources"])["limits"]).Keys, Does.Contain("memory"), name);
                foreach (var port in List(Map(entry).GetValueOrDefault("ports")))
                    Assert.That(port, Does.StartWith("127.0.0.1:"), name);
            }
    }

    [Test]
    public void No_secret_has_a_default()
    {
        var text = File.ReadAllText(Fleet.Folder("docker-compose.yml"));
        var withoutMessage = Variable().Matches(text).Select(match => match.Value).Where(value => !value.Contains(":?", StringComparison.Ordinal)).ToList();

        Assert.That(withoutMessage, Is.All.EqualTo("${OTLP_ENDPOINT:-}"));
    }

    [Test]
    public void Images_and_health_checks_are_those_of_the_one_Dockerfile()
    {
        var dockerfile = File.ReadAllText(Fleet.Folder("deploy/Dockerfile"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dockerfile, Does.Contain("ARG SERVICE").And.Contain("USER $APP_UID").And.Contain("""HEALTHCHECK"""));
            Assert.That(dockerfile, Does.Contain("""CMD ["/app/worker", "health"]"""));
            foreach (var (name, entry) in Entries.Where(entry => Map(entry.Value).ContainsKey("build")))
                Assert.That(Map(Map(entry)["build"])["dockerfile"], Is.EqualTo("deploy/Dockerfile"), name);
        }
    }

    private static Dictionary<string, string?> ScriptSettings(string name)
    {
        var state = new FleetState { Ports = { ["database"] = 1, ["broker"] = 2, [ServiceCatalogue.Simulators] = 3 } };
        var credentials = new Credentials();
        foreach (var role in Credentials.DatabaseRoles)
            credentials.Database[role] = "p";
        foreach (var user in Credentials.BrokerUsers)
            credentials.Broker[user] = "p";
        return new ServiceEnvironment(new FleetHome("/r", "/r/.fleet"), state, credentials).ForService(ServiceCatalogue.Find(name), 1, 8080);
    }

    private static List<(string Section, Type Type)> OptionsOf(string name)
    {
        Assembly[] assemblies =
        [
            Fleet.Services.Single(service => service.Name == name).Assembly, typeof(Workers.Hosting.BusOptions).Assembly, typeof(Workers.Postgres.DatabaseOptions).Assembly,
        ];
        return [.. assemblies.SelectMany(assembly => assembly.GetTypes())
            .Select(type => (Section: type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue() as string, Type: type))
            .Where(option => option.Section is not null && option.Type.GetProperties().Length > 0).Select(option => (option.Section!, option.Type))];
    }

    private static Dictionary<string, string> Environment(string service) =>
        Map(Map(Entries[service])["environment"]).ToDictionary(entry => entry.Key, entry => Variable().Replace(entry.Value?.ToString() ?? "", match => match.Value == "${OTLP_ENDPOINT:-}" ? "" : "secret"));

    private static string Upper(string name) => name.Replace('-', '_').ToUpperInvariant();

    private static Dictionary<string, object> Read()
    {
        using var reader = File.OpenText(Fleet.Folder("docker-compose.yml"));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(reader)));
    }

    private static Dictionary<string, object> Map(object? node) =>
        node as Dictionary<string, object> ?? ((Dictionary<object, object>)node!).ToDictionary(entry => (string)entry.Key, entry => entry.Value);

    private static IEnumerable<string> List(object? node) => node is List<object> list ? list.Cast<string>() : [];

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Variable();

    private sealed class KeyFolder : IDisposable
    {
        public KeyFolder() =>
            Credentials.CreateNetSuiteKey(System.IO.Path.Combine(Path, "netsuite-key.pem"), System.IO.Path.Combine(Path, "netsuite-key.pub.pem"));

        public string Path { get; } = Directory.CreateTempSubdirectory("keys-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
