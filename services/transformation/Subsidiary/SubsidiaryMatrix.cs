namespace Workers.Transformation.Subsidiary;

/// <summary>One row of the matrix; null stands for the wildcard.</summary>
internal sealed record MatrixRow(int Number, string? CountryCode, string? Region, string? CurrencyCode, string? Source, int SubsidiaryId)
{
    /// <summary>A named country outweighs everything to its right, and so on: two rows that fit are never equally specific.</summary>
    public int Weight => (CountryCode is null ? 0 : 8) + (Region is null ? 0 : 4) + (CurrencyCode is null ? 0 : 2) + (Source is null ? 0 : 1);

    public bool Fits(SubsidiaryQuestion question) =>
        Fits(CountryCode, question.CountryCode) && Fits(Region, question.Region) && Fits(CurrencyCode, question.CurrencyCode) && Fits(Source, question.Source);

    private static bool Fits(string? cell, string? value) => cell is null || string.Equals(cell, value, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The rows of a matrix file, most specific first.</summary>
internal sealed class SubsidiaryMatrix(IEnumerable<MatrixRow> rows)
{
    public static readonly SubsidiaryMatrix Empty = new([]);

    public IReadOnlyList<MatrixRow> Rows { get; } = [.. rows.OrderByDescending(row => row.Weight).ThenBy(row => row.Number)];

    public MatrixRow? Find(SubsidiaryQuestion question) => Rows.FirstOrDefault(row => row.Fits(question));
}
