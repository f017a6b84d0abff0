using System.Globalization;

namespace Workers.Simulators;

/// <summary>Names every wrong setting, with the environment variable and the cure.</summary>
public static class SimulatorOptionsCheck
{
    /// <summary>All problems at once; empty when the options can be used.</summary>
    public static IReadOnlyList<string> Problems(SimulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        Between(problems, "Http__Port", options.Http.Port, 0, 65_535);
        Between(problems, "Simulators__CallLedgerCapacity", options.Simulators.CallLedgerCapacity, 100, 1_000_000);
        Between(problems, "NetSuite__TokenSeconds", options.NetSuite.TokenSeconds, 1, 86_400);
        Between(problems, "NetSuite__Concurrency", options.NetSuite.Concurrency, 1, 10_000);
        Between(problems, "NetSuite__JobMilliseconds", options.NetSuite.JobMilliseconds, 0, 3_600_000);
        Between(problems, "NetSuite__JobProcessors", options.NetSuite.JobProcessors, 1, 1_000);
        Between(problems, "Monday__RequestsPerMinute", options.Monday.RequestsPerMinute, 1, int.MaxValue);
        Between(problems, "Monday__RequestsPerDay", options.Monday.RequestsPerDay, 1, int.MaxValue);
        Between(problems, "Monday__Concurrency", options.Monday.Concurrency, 1, 100_000);
        Between(problems, "Monday__ComplexityPerMinute", options.Monday.ComplexityPerMinute, 1, long.MaxValue);
        Between(problems, "Monday__ComplexityPerCall", options.Monday.ComplexityPerCall, 1, long.MaxValue);
        Between(problems, "Monday__ItemsPerBoard", options.Monday.ItemsPerBoard, 1, 1_000_000);
        Between(problems, "Monday__SubitemsPerBoard", options.Monday.SubitemsPerBoard, 1, 10_000_000);
        Between(problems, "DunBradstreet__CallsPerSecond", options.DunBradstreet.CallsPerSecond, 1, 1_000_000);
        Between(problems, "DunBradstreet__DailyQuota", options.DunBradstreet.DailyQuota, 0, int.MaxValue);
        Between(problems, "DunBradstreet__TokenSeconds", options.DunBradstreet.TokenSeconds, 1, 604_800);
        Between(problems, "As400__MaxSignOnAttempts", options.As400.MaxSignOnAttempts, 0, 1_000);
        FileExists(problems, "NetSuite__PublicKeyPath", options.NetSuite.PublicKeyPath);
        FileExists(problems, "Monday__BoardsFile", options.Monday.BoardsFile);
        Window(problems, options.As400.NightlyWindow);
        return problems;
    }

    private static void Between(List<string> problems, string name, long value, long low, long high)
    {
        if (value < low || value > high)
            problems.Add($"{name} is {value}; set it between {low} and {high}.");
    }

    private static void FileExists(List<string> problems, string name, string path)
    {
        if (path.Length > 0 && !File.Exists(path))
            problems.Add($"{name} names '{path}', which does not exist; give an existing file or leave it empty.");
    }

    private static void Window(List<string> problems, string window)
    {
        if (window.Length > 0 && ParseWindow(window) is null)
            problems.Add($"As400__NightlyWindow is '{window}'; write it as HH:mm-HH:mm in UTC, for example 22:00-02:00.");
    }

    internal static (TimeOnly From, TimeOnly To)? ParseWindow(string window)
    {
        var parts = window.Split('-');
        if (parts.Length != 2
            || !TimeOnly.TryParseExact(parts[0].Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || !TimeOnly.TryParseExact(parts[1].Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to))
        {
            return null;
        }

        return (from, to);
    }
}
