using System.Text.Json;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;
using Workers.Simulators.Seed;

namespace Workers.Simulators.Dnb;

/// <summary>The answer of data blocks. Figures follow from the D-U-N-S number, so that a company is judged alike every time.</summary>
internal static class DnbData
{
    private const string Company = "companyinfo";
    private const string Strength = "financialstrengthinsight";
    private const string Payment = "paymentinsight";

    public static VendorReply Reply(VendorRequest request, CustomerRow row, string[] blocks, FaultProfile profile)
    {
        var duns = row.DunsNumber!;
        var empty = SeededDraw.For(profile.Seed, duns, 3) < profile.NullBlocks;
        var notEntitled = SeededDraw.For(profile.Seed, duns, 4) < profile.NotEntitledBlock;
        return VendorReply.Write(200, json =>
        {
            json.WriteStartObject();
            DnbErrors.Transaction(json, request.At);
            json.WriteStartObject("inquiryDetail");
            json.WriteString("duns", duns);
            json.WriteStartArray("blockIDs");
            foreach (var block in blocks)
                json.WriteStringValue(block);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("organization");
            Organization(json, row, blocks, empty, notEntitled);
            json.WriteEndObject();
            Status(json, blocks, notEntitled);
            json.WriteEndObject();
        });
    }

    private static void Organization(Utf8JsonWriter json, CustomerRow row, string[] blocks, bool empty, bool notEntitled)
    {
        json.WriteString("duns", row.DunsNumber);
        json.WriteString("primaryName", row.CompanyName);
        json.WriteString("countryISOAlpha2Code", CountryCodes.Of(row.Country));
        if (Asks(blocks, Company))
        {
            json.WriteBoolean("isHighRiskBusiness", false);
            json.WriteBoolean("isDeterioratingBusiness", false);
        }

        if (Asks(blocks, Strength) && !notEntitled)
            Assessment(json, row, empty);
        if (Asks(blocks, Payment))
            Trading(json, row, empty);
    }

    private static void Assessment(Utf8JsonWriter json, CustomerRow row, bool empty)
    {
        if (empty)
        {
            json.WriteNull("dnbAssessment");
            json.WriteNull("legalEvents");
            return;
        }

        var quality = Quality(row);
        json.WriteStartObject("dnbAssessment");
        json.WriteStartObject("standardRating");
        json.WriteString("rating", $"4A{quality}");
        json.WriteString("financialStrength", "4A");
        json.WriteString("riskSegment", quality.ToString());
        json.WriteEndObject();
        Score(json, "failureScore", quality, 1500 - (quality * 50), 95 - (quality * 8));
        Score(json, "delinquencyScore", quality, 620 - (quality * 30), 93 - (quality * 8));
        json.WriteStartObject("creditLimitRecommendation");
        // At least what the customer was given: seeded limits suffice for seeded orders.
        var maximum = Math.Max(row.CreditLimit ?? 0, 10_000);
        Money(json, "maximumRecommendedLimit", maximum, row.CurrencyCode);
        Money(json, "averageRecommendedLimit", Math.Round(maximum / 2, 2), row.CurrencyCode);
        json.WriteEndObject();
        json.WriteBoolean("hasSevereNegativeEvents", false);
        json.WriteEndObject();
        json.WriteStartObject("legalEvents");
        json.WriteBoolean("hasOpenLiens", false);
        json.WriteBoolean("hasOpenJudgments", false);
        json.WriteBoolean("hasOpenBankruptcy", false);
        json.WriteEndObject();
    }

    private static void Trading(Utf8JsonWriter json, CustomerRow row, bool empty)
    {
        if (empty)
        {
            json.WriteNull("businessTrading");
            return;
        }

        var paydex = 82 - (Quality(row) * 2);
        json.WriteStartArray("businessTrading");
        json.WriteStartObject();
        json.WriteStartArray("summary");
        json.WriteStartObject();
        json.WriteNumber("paydexScore", paydex);
        json.WriteNumber("threeMonthsPriorPaydexScore", paydex - 1);
        json.WriteNumber("maximumPastDueAmount", row.PastDueAmount ?? 0);
        json.WriteNumber("slowExperiencesCount", 0);
        json.WriteNumber("negativePaymentsCount", 0);
        json.WriteNumber("placedForCollectionAmount", 0);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Status(Utf8JsonWriter json, string[] blocks, bool notEntitled)
    {
        json.WriteStartArray("blockStatus");
        foreach (var block in blocks)
        {
            var refused = notEntitled && block.StartsWith(Strength, StringComparison.Ordinal);
            json.WriteStartObject();
            json.WriteString("blockID", block);
            json.WriteString("status", refused ? "failed" : "ok");
            json.WriteString("reason", refused ? "Not entitled to the requested block" : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Score(Utf8JsonWriter json, string name, int classScore, int raw, int percentile)
    {
        json.WriteStartObject(name);
        json.WriteNumber("classScore", classScore);
        json.WriteNumber("nationalPercentile", percentile);
        json.WriteNumber("rawScore", raw);
        json.WriteEndObject();
    }

    private static void Money(Utf8JsonWriter json, string name, decimal value, string? currency)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value", value);
        json.WriteString("currency", currency ?? "USD");
        json.WriteEndObject();
    }

    private static bool Asks(string[] blocks, string family) => Array.Exists(blocks, block => block.StartsWith(family, StringComparison.Ordinal));

    /// <summary>1 (best) to 3, from the number itself.</summary>
    private static int Quality(CustomerRow row) => 1 + (int)(SeededDraw.For(0, row.DunsNumber!, 5) * 3);
}
