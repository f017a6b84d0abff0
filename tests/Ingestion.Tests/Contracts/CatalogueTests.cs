using System.Text.RegularExpressions;
using Workers.Contracts.Ingestion;
using Workers.Testing;
using YamlDotNet.RepresentationModel;

namespace Ingestion.Tests.Contracts;

/// <summary>The catalogue and the AsyncAPI document name every message that there is, and no other.</summary>
public sealed partial class CatalogueTests
{
    // Parts of messages, which never travel alone.
    private static readonly string[] Parts =
        ["Address", "CustomerDetails", "DocumentLine", "OrderDocument", "AdoptedOrder", "StagedOrder", "StagedLine", "CustomerCandidate", "LineAvailability"];

    private static readonly string[] Messages =
        [.. typeof(OrderReceived).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && !Parts.Contains(type.Name))
            .Select(type => type.FullName!["Workers.Contracts.".Length..])];

    [Test]
    public void The_catalogue_names_every_message() =>
        Assert.That(Row().Matches(File.ReadAllText(PathOf("README.md"))).Select(match => match.Groups[1].Value), Is.EquivalentTo(Messages));

    [Test]
    public void The_asyncapi_document_names_every_message()
    {
        var names = Map(Load()["components"]["messages"]).Children.Values.Select(message => message["name"].ToString()).ToArray();
        Assert.That(names, Is.EquivalentTo(Messages.Select(name => name == "Orders.OrderStatus" ? "OrderStatus" : $"Workers.Contracts.{name}").Append("OrderEvent")));
    }

    [Test]
    public void Every_reference_of_the_asyncapi_document_leads_somewhere()
    {
        var document = Load();
        var references = Reference().Matches(File.ReadAllText(PathOf("asyncapi.yaml"))).Select(match => match.Groups[1].Value).ToArray();
        Assert.That(references, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            foreach (var reference in references)
                Assert.That(reference.StartsWith('.') ? File.Exists(PathOf(reference)) : Exists(document, reference[2..].Split('/')), Is.True, reference);
        }
    }

    private static bool Exists(YamlNode node, string[] path) =>
        path.Length == 0 || (node is YamlMappingNode map && map.Children.TryGetValue(path[0], out var next) && Exists(next, path[1..]));

    private static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;

    private static YamlMappingNode Load()
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(PathOf("asyncapi.yaml"));
        stream.Load(reader);
        return Map(stream.Documents[0].RootNode);
    }

    private static string PathOf(string file) => Path.Combine(Repository.Root, "contracts", file);

    [GeneratedRegex(@"^\| `([A-Za-z]+\.[A-Za-z]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\$ref: '?([^'\s]+)'?")]
    private static partial Regex Reference();
}
