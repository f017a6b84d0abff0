using System.Diagnostics;

namespace CreditCheck.Tests;

internal sealed class StartTests
{
    [TestCase("run")]
    [TestCase("migrate")]
    public async Task A_start_without_settings_names_all_that_are_missing_and_how_to_set_them(string verb)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Workers.CreditCheck.dll"), verb]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var key in start.Environment.Keys.Where(key => key.Contains("__", StringComparison.Ordinal)).ToList()) start.Environment.Remove(key);

        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.EqualTo(2));
            foreach (var setting in (string[])["BUS__URI", "DATABASE__CONNECTIONSTRING", "DUNBRADSTREET__KEY", "DUNBRADSTREET__BASEURL", "AS400__PASSWORD"])
                Assert.That(said, Does.Contain(setting));
        }
    }
}
