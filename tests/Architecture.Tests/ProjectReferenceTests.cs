using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>service -> contracts, shared; shared -> shared; contracts -> nothing at all; service -> service never.</summary>
internal sealed class ProjectReferenceTests
{
    [Test]
    public void Contracts_reference_nothing_at_all()
    {
        var project = Fleet.Files("contracts", "*.csproj").Single();

        Assert.That(Items(project, "ProjectReference").Concat(Items(project, "PackageReference")).Concat(Items(project, "FrameworkReference")), Is.Empty);
    }

    [Test]
    public void Contracts_are_compiled_against_the_base_library_alone() =>
        Assert.That(typeof(Workers.Contracts.OrderIdentity).Assembly.GetReferencedAssemblies().Select(reference => reference.Name), Has.All.StartsWith("System"));

    [Test]
    public void Shared_projects_know_neither_services_nor_contracts()
    {
        foreach (var project in Fleet.Files("shared", "*.csproj"))
            Assert.That(References(project), Has.All.StartsWith("shared/"), Fleet.Relative(project));
    }

    [Test]
    public void Services_know_contracts_and_shared_and_never_each_other()
    {
        var projects = Fleet.Files("services", "*.csproj").ToList();
        Assert.That(projects, Has.Count.GreaterThanOrEqualTo(Fleet.Services.Count));
        foreach (var project in projects)
            Assert.That(References(project), Is.Not.Empty.And.All.Matches<string>(reference =>
                reference.StartsWith("contracts/", StringComparison.Ordinal) || reference.StartsWith("shared/", StringComparison.Ordinal)), Fleet.Relative(project));
    }

    [Test]
    public void Versions_stand_in_one_file()
    {
        foreach (var project in new[] { "contracts", "shared", "services", "deploy" }.SelectMany(folder => Fleet.Files(folder, "*.csproj")))
            Assert.That(XDocument.Load(project).Descendants("PackageReference").Attributes("Version"), Is.Empty, Fleet.Relative(project));
    }

    [Test]
    public void Every_service_is_one_project()
    {
        foreach (var folder in Directory.EnumerateDirectories(Fleet.Folder("services")))
            Assert.That(Directory.EnumerateFiles(folder, "*.csproj").Count(), Is.EqualTo(1), Fleet.Relative(folder));
    }

    private static IEnumerable<string> References(string project) =>
        Items(project, "ProjectReference").Select(reference => Fleet.Relative(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference.Replace('\\', '/')))));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Attributes("Include").Select(include => include.Value);
}
