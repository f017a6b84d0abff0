using System.Text.Json;
using Workers.CreditCheck.CheckCredit;

namespace Workers.CreditCheck.Vendors;

/// <summary>Reads D&amp;B's answers.</summary>
internal static class DnbAnswers
{
    // "Not found" comes as a status or as one of the codes that stand for "no result".
    private static readonly HashSet<string> NotFoundCodes = ["10500", "00037", "00038", "20502", "00048", "05005", "10002", "CM018"];

    public static string? ErrorCode(string body) => JsonReading.Parse(body) is { } root ? root.At("error", "errorCode").Text() : null;

    public static string ErrorText(string body) => JsonReading.Parse(body) is { } root
        ? $"{root.At("error", "errorCode").Text() ?? "no code"} {root.At("error", "errorMessage").Text()}".Trim()
        : "an answer that is no JSON object";

    public static bool IsNotFound(int status, string? code) => status == 404 || code is not null && NotFoundCodes.Contains(code);

    public static bool IsThrottled(int status, string? code) => status == 429 || code is "00045" or "00046";

    /// <summary>The report in a data block answer, or null when the answer is not one.</summary>
    public static BureauReport? Report(string body)
    {
        if (JsonReading.Parse(body) is not { } root || root.At("organization") is not { ValueKind: JsonValueKind.Object } company) return null;
        var assessment = company.At("dnbAssessment");
        var recommended = assessment.At("creditLimitRecommendation", "averageRecommendedLimit").At("value").Number() is not null
            ? assessment.At("creditLimitRecommendation", "averageRecommendedLimit")
            : assessment.At("creditLimitRecommendation", "maximumRecommendedLimit");
        var report = new BureauReport
        {
            Found = true,
            RecommendedLimit = recommended.At("value").Number(),
            LimitCurrency = recommended.At("currency").Text(),
            SevereEvents = assessment.At("hasSevereNegativeEvents").Flag(),
            Bankruptcy = company.At("legalEvents", "hasOpenBankruptcy").Flag(),
            HighRisk = company.At("isHighRiskBusiness").Flag(),
            FailureClass = assessment.At("failureScore", "classScore").Whole(),
            Score = assessment.At("failureScore", "nationalPercentile").Whole() ?? company.At("businessTrading").First().At("summary").First().At("paydexScore").Whole(),
        };
        return HasData(report) ? report : report with { Found = false, NoDataReason = $"its blocks are empty{Refusals(root)}" };
    }

    /// <summary>The D-U-N-S number of the only reliable candidate, or why there is none. Null when the answer is no match answer.</summary>
    public static (string? Duns, string Reason)? Match(string body, int minimumConfidence)
    {
        if (JsonReading.Parse(body) is not { } root) return null;
        var candidates = root.At("matchCandidates");
        if (candidates.ValueKind != JsonValueKind.Array || candidates.GetArrayLength() == 0) return (null, "no match by name");
        var rated = candidates.EnumerateArray()
            .Select(candidate => (Confidence: candidate.At("matchQualityInformation", "confidenceCode").Whole() ?? 0, Duns: Duns(candidate.At("organization", "duns").Text())))
            .OrderByDescending(candidate => candidate.Confidence)
            .ToList();
        var best = rated[0];
        if (best.Confidence < minimumConfidence || best.Duns is null)
            return (null, $"the best match has confidence {best.Confidence}, {minimumConfidence} is needed");
        return rated.Skip(1).Any(other => other.Confidence == best.Confidence && other.Duns != best.Duns)
            ? (null, $"several companies match with confidence {best.Confidence}")
            : (best.Duns, $"matched with confidence {best.Confidence}");
    }

    /// <summary>Nine digits, or null.</summary>
    public static string? Duns(string? text)
    {
        var digits = text?.Replace("-", "", StringComparison.Ordinal).Trim();
        return digits is { Length: 9 } && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    // A name and an address alone confirm nothing about credit.
    private static bool HasData(BureauReport report) =>
        report.RecommendedLimit is not null || report.SevereEvents is not null || report.Bankruptcy is not null || report.FailureClass is not null;

    private static string Refusals(JsonElement root)
    {
        var status = root.At("blockStatus");
        if (status.ValueKind != JsonValueKind.Array) return "";
        var refused = status.EnumerateArray().Where(block => block.At("status").Text() is { } state && state != "ok")
            .Select(block => $"{block.At("blockID").Text()}: {block.At("reason").Text() ?? block.At("status").Text()}").Take(3);
        return string.Join("; ", refused) is { Length: > 0 } text ? $" ({text})" : "";
    }
}
