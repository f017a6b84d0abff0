namespace Workers.Testing;

/// <summary>Where the project and its test data lie.</summary>
public static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>True on a build server: what is missing then fails instead of being skipped.</summary>
    public static bool OnBuildServer => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    /// <summary>A file of the shared test data, which lies beside the project; skips the test on a laptop without it, fails on a build server.</summary>
    public static string SharedData(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", path));
        if (!Path.Exists(full)) Missing($"test data {full}");
        return full;
    }

    /// <summary>Skips the running test on a laptop, fails it on a build server.</summary>
    public static void Missing(string what)
    {
        if (OnBuildServer) Assert.Fail($"Missing on the build server: {what}");
        Assert.Ignore($"Not here: {what}");
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Workers.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No Workers.sln above {AppContext.BaseDirectory}");
    }
}
