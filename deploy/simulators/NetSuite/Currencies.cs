using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>The account's currencies by internal id; a reference may also give the ISO code as external id.</summary>
internal static class Currencies
{
    private static readonly string[] Codes = ["USD", "GBP", "CAD", "EUR", "AUD", "JPY", "CHF", "MXN", "SEK", "NOK", "DKK", "BRL", "PLN", "NZD", "CNY", "INR"];

    public static string? CodeOf(JsonElement reference)
    {
        if (reference.Text("id") is { } id)
            return int.TryParse(id, out var number) && number >= 1 && number <= Codes.Length ? Codes[number - 1] : null;
        return reference.Text("externalId") is { } code && Array.IndexOf(Codes, code) >= 0 ? code : null;
    }

    public static string IdOf(string code) => (Array.IndexOf(Codes, code) + 1).ToString();
}
