using System.Reflection;
using System.Text.RegularExpressions;
using MassTransit;

namespace Architecture.Tests;

/// <summary>Two services must never share a queue, and an endpoint's policy stands beside its consumer.</summary>
internal sealed partial class ConsumerConventionTests
{
    [TestCaseSource(typeof(Fleet), nameof(Fleet.Services))]
    public void Every_consumer_is_registered_with_a_definition_or_an_endpoint_of_its_own(object given)
    {
        var service = (Service)given;
        var source = Source(service);

        var unregistered = Consumers(service).Select(consumer => consumer.Name).Where(name =>
            !Regex.IsMatch(source, $@"AddConsumer<{name},\s*{name}Definition>") && !Regex.IsMatch(source, $@"AddConsumer<{name}>\(\)\s*\.Endpoint\(")
            && !source.Contains($"ConfigureConsumer<{name}>", StringComparison.Ordinal));
        Assert.That(unregistered, Is.Empty);
    }

    [TestCaseSource(typeof(Fleet), nameof(Fleet.Services))]
    public void Every_queue_bears_the_service_s_name_and_is_short(object given)
    {
        var service = (Service)given;
        var formatter = new KebabCaseEndpointNameFormatter(service.Name, false);
        var byFormatter = Consumers(service).Select(consumer => (string)typeof(IEndpointNameFormatter).GetMethod(nameof(IEndpointNameFormatter.Consumer))!
            .MakeGenericMethod(consumer).Invoke(formatter, null)!);
        var byName = NamedEndpoint().Matches(Source(service)).Select(match => match.Groups[1].Value);

        var queues = byFormatter.Concat(byName).Distinct().ToList();
        // Room for the endings that the bus adds.
        Assert.That(queues, Is.Not.Empty.And.All.StartsWith(service.Name + "-").And.All.Length.LessThanOrEqualTo(60));
    }

    [Test]
    public void No_two_services_consume_from_the_same_queue()
    {
        var queues = Fleet.Services.SelectMany(service => Consumers(service).Select(consumer => (service.Name, Queue: $"{service.Name}/{consumer.Name}"))).ToList();
        Assert.That(queues.Select(queue => queue.Queue), Is.Unique);
    }

    private static IEnumerable<Type> Consumers(Service service) => service.Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IConsumer<>)));

    private static string Source(Service service) => string.Join('\n', Fleet.Files($"services/{service.Name}", "*.cs").Select(File.ReadAllText));

    [GeneratedRegex(@"(?:endpoint\.Name\s*=\s*|EndpointName\s*=\s*|ReceiveEndpoint\(\s*)""([^""]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex NamedEndpoint();
}
