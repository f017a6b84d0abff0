namespace Workers.CreditCheck.CheckCredit;

/// <summary>The house's rules, all amounts in the base currency.</summary>
internal sealed record CreditRules(
    string BaseCurrency, IReadOnlyDictionary<string, decimal> ExchangeRates, decimal NotRequiredBelow, decimal PastDueAllowed, int WorstFailureClass)
{
    public static CreditRules From(CreditCheckOptions options) => new(
        options.BaseCurrency, new Dictionary<string, decimal>(options.ExchangeRates, StringComparer.OrdinalIgnoreCase),
        options.NotRequiredBelow, options.PastDueAllowed, options.WorstFailureClass);

    /// <summary>The amount in the base currency, or null when the currency has no rate or the figure no room.</summary>
    public decimal? InBase(decimal amount, string? currency)
    {
        if (string.Equals(currency, BaseCurrency, StringComparison.OrdinalIgnoreCase)) return amount;
        if (currency is null || !ExchangeRates.TryGetValue(currency, out var rate)) return null;
        return Math.Abs(amount) > 1_000_000_000_000m ? null : decimal.Round(amount * rate, 4);
    }
}
