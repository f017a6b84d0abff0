using System.Collections.Concurrent;
using System.Text;
using Workers.Simulators.Seed;

namespace Workers.Simulators.Dnb;

/// <summary>The companies known by D-U-N-S number, one for all customers that share it.</summary>
internal sealed class Companies
{
    private readonly ConcurrentDictionary<string, Company> byDuns = new(StringComparer.Ordinal);

    public void Seed(IReadOnlyList<CustomerRow> rows)
    {
        foreach (var row in rows.Where(row => row.DunsNumber is not null))
        {
            // The higher limit stays: a recommendation never falls below what a customer was given.
            var company = new Company(row, Words(row.CompanyName ?? ""));
            byDuns.AddOrUpdate(row.DunsNumber!, company, (_, old) => (row.CreditLimit ?? 0) >= (old.Row.CreditLimit ?? 0) || SameCustomer(row, old.Row) ? company : old);
        }
    }

    public CustomerRow? Find(string duns) => byDuns.GetValueOrDefault(duns)?.Row;

    public void Reset() => byDuns.Clear();

    /// <summary>Best candidates with a confidence of 1 to 10, best first.</summary>
    public List<(CustomerRow Row, int Confidence)> Match(string? duns, string name, string? postalCode, string? city)
    {
        if (duns is not null && Find(duns) is { } known)
            return [(known, 10)];

        var wanted = Words(name);
        return byDuns.Values
            .Select(company => (company.Row, Confidence: Confidence(wanted, company, postalCode, city)))
            .Where(candidate => candidate.Confidence > 0)
            .OrderByDescending(candidate => candidate.Confidence)
            .ThenBy(candidate => candidate.Row.DunsNumber, StringComparer.Ordinal)
            .ToList();
    }

    private static bool SameCustomer(CustomerRow left, CustomerRow right) => left.SalesforceAccountId == right.SalesforceAccountId;

    private static int Confidence(HashSet<string> wanted, Company company, string? postalCode, string? city)
    {
        var (row, words) = company;
        var common = words.Count(wanted.Contains);
        if (common == 0)
            return 0;

        var likeness = common / (double)(words.Count + wanted.Count - common);
        var score = (int)Math.Round(likeness * 8, MidpointRounding.AwayFromZero);
        score += Same(postalCode, row.PostalCode) ? 1 : 0;
        score += Same(city, row.City) ? 1 : 0;
        return likeness < 0.3 ? 0 : Math.Clamp(score, 1, 10);
    }

    private static bool Same(string? left, string? right) =>
        !string.IsNullOrWhiteSpace(left) && string.Equals(left.Trim(), right?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Words(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
            plain.Append(char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : letter is '\'' or '’' or '.' ? "" : ' ');
        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }

    private sealed record Company(CustomerRow Row, HashSet<string> Words);
}
