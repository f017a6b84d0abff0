namespace Workers.Transformation.Subsidiary;

/// <summary>What a subsidiary is decided by.</summary>
internal sealed record SubsidiaryQuestion(string? CountryCode, string? Region, string CurrencyCode, string Source, int? Chosen);

/// <summary>Which subsidiary sells, by which method, and why; no id means that a person has to choose.</summary>
internal sealed record SubsidiaryDecision(int? SubsidiaryId, string Method, string Reason);

/// <summary>A person's choice, else the table of countries, else the matrix, else a person.</summary>
internal static class SubsidiaryRule
{
    public const string ByCountry = "COUNTRY";
    public const string ByMatrix = "EXCEL_MATRIX";
    public const string ByPerson = "MANUAL";

    public static SubsidiaryDecision Decide(SubsidiaryQuestion question, IReadOnlyDictionary<string, int> countries, SubsidiaryMatrix matrix)
    {
        if (question.Chosen is { } chosen) return new(chosen, ByPerson, "chosen by a person");
        if (question.CountryCode is { } code && countries.TryGetValue(code, out var subsidiary))
            return new(subsidiary, ByCountry, $"billing country {code}");
        if (matrix.Find(question) is { } row) return new(row.SubsidiaryId, ByMatrix, $"row {row.Number} of the matrix");
        var where = question.CountryCode is null ? "an order without a billing country" : $"billing country {question.CountryCode}";
        return new(null, ByPerson, $"no subsidiary for {where}, region {question.Region ?? "none"}, currency {question.CurrencyCode}");
    }
}
