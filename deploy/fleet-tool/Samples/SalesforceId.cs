namespace Workers.Fleet.Samples;

/// <summary>Ids as Salesforce makes them: 15 characters of which the case counts, and three that check the case.</summary>
internal static class SalesforceId
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Checks = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    public static string Next(string prefix, Random random)
    {
        var id = prefix + new string([.. Enumerable.Range(0, 15 - prefix.Length).Select(_ => Letters[random.Next(Letters.Length)])]);
        return id + new string([.. id.Chunk(5).Select(Check)]);
    }

    private static char Check(char[] five) =>
        Checks[five.Select((letter, position) => char.IsAsciiLetterUpper(letter) ? 1 << position : 0).Sum()];
}
