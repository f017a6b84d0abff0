using Workers.Testing;

namespace Architecture.Tests;

/// <summary>Compares with a text that was approved; a difference is written beside it and the cure is said.</summary>
internal static class Approval
{
    public static async Task Verify(string name, string received)
    {
        var approvedFile = Path.Combine(Repository.Root, "tests", "Architecture.Tests", name);
        var receivedFile = approvedFile.Replace(".approved.", ".received.", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("WORKERS_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(approvedFile, received);
            File.Delete(receivedFile);
            Assert.Pass($"{name} is approved as it is now");
        }

        var approved = File.Exists(approvedFile) ? await File.ReadAllTextAsync(approvedFile) : "";
        if (approved == received)
        {
            File.Delete(receivedFile);
            return;
        }

        await File.WriteAllTextAsync(receivedFile, received);
        Assert.Fail($"""
            {name} differs from what is there now ({Path.GetFileName(receivedFile)} lies beside it):
            {Differences(approved, received)}
            If the change is meant, and no message in a queue and no running service minds it:
              WORKERS_APPROVE=1 dotnet test tests/Architecture.Tests
            """);
    }

    private static string Differences(string approved, string received)
    {
        var (before, after) = (approved.Split('\n'), received.Split('\n'));
        var lines = Count(before, after).Select(line => $"- {line}").Concat(Count(after, before).Select(line => $"+ {line}")).ToList();
        return lines.Count == 0 ? "the order of lines" : string.Join('\n', lines.Take(40)) + (lines.Count > 40 ? $"\n... {lines.Count - 40} more" : "");
    }

    private static IEnumerable<string> Count(string[] lines, string[] without)
    {
        var left = without.GroupBy(line => line).ToDictionary(group => group.Key, group => group.Count());
        foreach (var line in lines)
            if (left.TryGetValue(line, out var count) && count > 0) left[line] = count - 1;
            else yield return line;
    }
}
