namespace Workers.Transformation.StageOrder;

/// <summary>ISO 4217 codes in use and their minor units.</summary>
internal static class Currencies
{
    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDecimals = "CLF UYW";
    private const string TwoDecimals =
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP
        CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT
        LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
        RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES
        WST XCD XCG YER ZAR ZMW ZWG
        """;

    private static readonly Dictionary<string, int> Minor = Table();

    public static bool TryMinorUnits(string code, out int digits) => Minor.TryGetValue(code, out digits);

    private static Dictionary<string, int> Table() =>
        new[] { (NoDecimals, 0), (TwoDecimals, 2), (ThreeDecimals, 3), (FourDecimals, 4) }
            .SelectMany(group => group.Item1.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(code => (code, group.Item2)))
            .ToDictionary(entry => entry.code, entry => entry.Item2, StringComparer.Ordinal);
}
