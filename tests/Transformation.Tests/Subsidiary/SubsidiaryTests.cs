using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Workers.Transformation;
using Workers.Transformation.Subsidiary;

namespace Transformation.Tests.Subsidiary;

public sealed class SubsidiaryTests
{
    private const string Header = "country,region,currency,source,subsidiary\n";
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("matrix-").FullName;

    [TearDown]
    public void DropFolder() => Directory.Delete(folder, recursive: true);

    [TestCase("US", null, "USD", null, "1 COUNTRY", TestName = "The table of countries decides first")]
    [TestCase("CA", null, "USD", null, "2 EXCEL_MATRIX", TestName = "A country of the matrix")]
    [TestCase("CA", "quebec", "USD", null, "9 EXCEL_MATRIX", TestName = "A region outweighs its country")]
    [TestCase("CH", null, "EUR", null, "3 EXCEL_MATRIX", TestName = "A currency outweighs the wildcard")]
    [TestCase("CH", null, "CHF", null, "7 EXCEL_MATRIX", TestName = "Another currency of the same country")]
    [TestCase("JP", null, "JPY", null, "8 EXCEL_MATRIX", TestName = "A currency anywhere")]
    [TestCase(null, null, "GBP", null, " MANUAL", TestName = "No country and no row")]
    [TestCase("US", null, "USD", 11, "11 MANUAL", TestName = "A person's choice decides before all tables")]
    public void Decides(string? country, string? region, string currency, int? chosen, string expected)
    {
        var matrix = Read("country,region,currency,subsidiary\nCanada,*,*,2\nCanada,Quebec,*,9\nSwitzerland,,,7\nCH,*,EUR,3\n*,*,JPY,8\nUnited States,*,*,99\n");
        var decision = SubsidiaryRule.Decide(new SubsidiaryQuestion(country, region, currency, "SALESFORCE", chosen), new Dictionary<string, int> { ["US"] = 1 }, matrix);
        Assert.That($"{decision.SubsidiaryId} {decision.Method}", Is.EqualTo(expected), decision.Reason);
    }

    [TestCase("", "is empty", TestName = "An empty file")]
    [TestCase("country,region,subsidiary\n", "lacks the column currency", TestName = "A missing column")]
    [TestCase(Header + "# a comment\nCanada,*,*,*,2\nAtlantis,*,*,*,2\n", "row 4, column country: 'Atlantis'", TestName = "An unknown country")]
    [TestCase(Header + "Canada,*,EURO,*,2\n", "row 2, column currency: 'EURO'", TestName = "An unknown currency")]
    [TestCase(Header + "Canada,*,*,*,two\n", "row 2, column subsidiary: 'two'", TestName = "A subsidiary that is no number")]
    [TestCase(Header + "Canada,*,*,*,2\nCA,*,*,*,3\n", "rows 2 and 3 ask for the same", TestName = "The same question twice")]
    public void A_broken_file_names_row_and_column(string text, string words) =>
        Assert.That(() => Read(text), Throws.InstanceOf<MatrixFileException>().With.Message.Contains(words));

    [Test]
    public void A_file_with_semicolons_as_a_spreadsheet_writes_it_is_read() =>
        Assert.That(Read("country;region;currency;subsidiary\r\nKanada;*;*;2\r\n").Rows.Single(), Has.Property("CountryCode").EqualTo("CA").And.Property("SubsidiaryId").EqualTo(2));

    [Test]
    public void A_sheet_is_read_like_text()
    {
        var path = Path.Combine(folder, "matrix.xlsx");
        Sheet.Write(path, ["Country", "Region", "Currency", "Subsidiary"], ["Canada", "*", "*", 2], ["Schweiz", "", "EUR", 3]);
        Assert.That(MatrixReader.Read(path).Rows.Select(row => (row.Number, row.CountryCode, row.CurrencyCode, row.SubsidiaryId)),
            Is.EqualTo(new[] { (3, "CH", "EUR", 3), (2, "CA", (string?)null, 2) }));

        Sheet.Write(path, ["Country", "Region", "Currency", "Subsidiary"], ["Canada", "*", "*", 2.5]);
        Assert.That(() => MatrixReader.Read(path), Throws.InstanceOf<MatrixFileException>().With.Message.Contains("row 2, column subsidiary: '2.5'"));
    }

    [Test]
    public async Task A_changed_file_is_taken_over_and_a_broken_one_leaves_the_old_in_force_and_says_so()
    {
        var path = Path.Combine(folder, "matrix.csv");
        Write(Header + "Canada,*,*,*,2\n", 1);
        using var file = new MatrixFile(Options.Create(new TransformationOptions { MatrixFile = path }), TimeProvider.System, NullLogger<MatrixFile>.Instance);
        await file.StartAsync(CancellationToken.None);

        Write(Header + "Canada,*,*,*,3\n", 2);
        file.Refresh();
        Assert.That(file.Matrix.Rows.Single().SubsidiaryId, Is.EqualTo(3));

        Write(Header + "Atlantis,*,*,*,4\n", 3);
        file.Refresh();
        Assert.That(file.Matrix.Rows.Single().SubsidiaryId, Is.EqualTo(3));
        Assert.That(await file.CheckHealthAsync(new HealthCheckContext()), Has.Property("Status").EqualTo(HealthStatus.Degraded).And.Property("Description").Contains("Atlantis"));

        Write(Header + "Canada,*,*,*,5\n", 4);
        file.Refresh();
        Assert.That((file.Matrix.Rows.Single().SubsidiaryId, (await file.CheckHealthAsync(new HealthCheckContext())).Status), Is.EqualTo((5, HealthStatus.Healthy)));
        await file.StopAsync(CancellationToken.None);

        void Write(string text, int second)
        {
            File.WriteAllText(path, text);
            File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, second, DateTimeKind.Utc));
        }
    }

    [Test]
    public void A_broken_file_stops_the_start()
    {
        using var file = new MatrixFile(Options.Create(new TransformationOptions { MatrixFile = Path.Combine(folder, "none.csv") }), TimeProvider.System, NullLogger<MatrixFile>.Instance);
        Assert.That(() => file.StartAsync(CancellationToken.None), Throws.InstanceOf<MatrixFileException>().With.Message.Contains("TRANSFORMATION__MATRIXFILE"));
    }

    private SubsidiaryMatrix Read(string text)
    {
        var path = Path.Combine(folder, "matrix.csv");
        File.WriteAllText(path, text);
        return MatrixReader.Read(path);
    }
}
