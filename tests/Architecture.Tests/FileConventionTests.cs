using System.Text.RegularExpressions;

namespace Architecture.Tests;

internal sealed partial class FileConventionTests
{
    private static readonly string[] Folders = ["contracts", "shared", "services"];

    [Test]
    public void No_file_is_longer_than_300_lines()
    {
        var lengths = Folders.SelectMany(folder => new[] { "*.cs", "*.sql" }.SelectMany(pattern => Fleet.Files(folder, pattern)))
            .Select(file => (File: Fleet.Relative(file), Lines: File.ReadLines(file).Count())).ToList();

        Assert.That(lengths, Has.Count.GreaterThan(50));
        Assert.That(lengths.Where(file => file.Lines > 300), Is.Empty);
    }

    [TestCaseSource(typeof(Fleet), nameof(Fleet.Services))]
    public void A_service_explains_itself_on_one_screen(object given)
    {
        var readme = Fleet.Folder($"services/{given}/README.md");

        Assert.That(readme, Does.Exist);
        Assert.That(File.ReadLines(readme).Count(), Is.InRange(10, 60));
    }

    [Test]
    public void Nothing_is_left_for_later()
    {
        var marks = Folders.SelectMany(folder => Fleet.Files(folder, "*.cs").Concat(Fleet.Files(folder, "*.sql")))
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (Line: line, Where: $"{Fleet.Relative(file)}:{index + 1}")))
            .Where(item => LeftOver().IsMatch(item.Line)).Select(item => item.Where);

        Assert.That(marks, Is.Empty);
    }

    [Test]
    public void Migrations_are_numbered_without_gaps_and_short()
    {
        foreach (var service in Fleet.Services)
        {
            var numbers = Fleet.Files($"services/{service.Name}/Migrations", "*.sql").Select(file => int.Parse(Path.GetFileName(file)[..4])).ToList();
            Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, numbers.Count)), service.Name);
        }
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX:)\b|NotImplementedException")]
    private static partial Regex LeftOver();
}
