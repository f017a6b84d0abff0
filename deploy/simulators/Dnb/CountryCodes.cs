namespace Workers.Simulators.Dnb;

/// <summary>Country names of the seeds as ISO codes; what is not known passes as it is when it has two letters.</summary>
internal static class CountryCodes
{
    private static readonly Dictionary<string, string> Codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["USA"] = "US", ["United States"] = "US", ["UK"] = "GB", ["United Kingdom"] = "GB", ["Canada"] = "CA", ["Germany"] = "DE",
        ["France"] = "FR", ["Mexico"] = "MX", ["Brazil"] = "BR", ["Spain"] = "ES", ["Italy"] = "IT", ["Austria"] = "AT",
        ["Sweden"] = "SE", ["Norway"] = "NO", ["Denmark"] = "DK", ["Finland"] = "FI", ["Belgium"] = "BE", ["Switzerland"] = "CH",
        ["Portugal"] = "PT", ["Ireland"] = "IE", ["Poland"] = "PL", ["Argentina"] = "AR", ["Venezuela"] = "VE", ["Netherlands"] = "NL",
        ["Australia"] = "AU", ["Japan"] = "JP",
    };

    public static string? Of(string? country) =>
        country is null ? null : Codes.TryGetValue(country.Trim(), out var code) ? code : country.Trim().Length == 2 ? country.Trim().ToUpperInvariant() : null;
}
