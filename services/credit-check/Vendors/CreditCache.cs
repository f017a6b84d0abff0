using System.Text.Json;
using Dapper;
using Npgsql;
using Workers.CreditCheck.CheckCredit;
using Workers.Postgres;

namespace Workers.CreditCheck.Vendors;

/// <summary>Answers of D&amp;B and the AS400 in <c>credit_check_cache</c>. Errors are never kept. Age is measured by the database's clock.</summary>
internal sealed class CreditCache(Database database)
{
    public static string AccountKey(string company, string customerId) => $"as400/{company}/{customerId}";

    public static string DunsKey(string duns) => $"dnb/{duns}";

    public static string MatchKey(string name, string country)
    {
        var key = $"match/{country}/{string.Join(' ', name.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))}";
        return key.Length <= 100 ? key : key[..100];
    }

    /// <summary>The unexpired answers among the keys.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Find(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return new Dictionary<string, string>();
        var rows = await database.Query<(string Key, string Facts)>(
            """
            -- credit_check: read cached answers
            select customer_key, facts::text
            from credit_check_cache
            where customer_key = any(@keys)
              and expires_at > now()
            """, new { keys = keys.ToArray() }, cancellationToken);
        return rows.ToDictionary(row => row.Key, row => row.Facts);
    }

    public async Task<T?> Find<T>(string key, CancellationToken cancellationToken) where T : class =>
        (await Find([key], cancellationToken)).TryGetValue(key, out var facts) ? Read<T>(facts) : null;

    public static T Read<T>(string facts) => JsonSerializer.Deserialize<T>(facts)!;

    public Task KeepAccount(string key, string customerId, As400Account account, TimeSpan keepFor, CancellationToken cancellationToken) =>
        database.InTransaction((connection, transaction) => Keep(connection, transaction, new CacheRow
        {
            Key = key, As400CustomerId = Limited(customerId, 20), DunsNumber = account.DunsNumber, Found = account.Found,
            CreditLimit = account.CreditLimit, AvailableCredit = account.CreditLimit - account.OpenOrders - account.PastDue,
            PastDueAmount = account.PastDue, PaymentTerms = Limited(account.PaymentTerms, 50), VolumeDiscount = account.VolumeDiscount,
            Source = "AS400", Facts = JsonSerializer.Serialize(account), KeepSeconds = keepFor.TotalSeconds,
        }), cancellationToken);

    public static CacheRow ReportRow(string key, string duns, BureauReport report, TimeSpan keepFor) => new()
    {
        Key = key, DunsNumber = duns, Found = report.Found, CreditLimit = report.RecommendedLimit, CreditScore = report.Score,
        Source = "DUN_BRADSTREET", Facts = JsonSerializer.Serialize(report), KeepSeconds = keepFor.TotalSeconds,
    };

    public static CacheRow MatchRow(string key, MatchResult match, TimeSpan keepFor) => new()
    {
        Key = key, DunsNumber = match.Duns, Found = match.Duns is not null,
        Source = "DUN_BRADSTREET", Facts = JsonSerializer.Serialize(match), KeepSeconds = keepFor.TotalSeconds,
    };

    public static Task<int> Keep(NpgsqlConnection connection, NpgsqlTransaction transaction, CacheRow row) => connection.ExecuteAsync(
        """
        -- credit_check: keep an answer
        insert into credit_check_cache
            (customer_key, as400_customer_id, duns_number, credit_limit, available_credit, credit_score, past_due_amount, payment_terms,
             volume_discount, cached_at, expires_at, source_system, found, facts, api_calls_today)
        values
            (@Key, @As400CustomerId, @DunsNumber, @CreditLimit, @AvailableCredit, @CreditScore, @PastDueAmount, @PaymentTerms,
             @VolumeDiscount, now(), now() + make_interval(secs => @KeepSeconds), @Source, @Found, @Facts::jsonb,
             case when @Source = 'DUN_BRADSTREET' then coalesce((select used from dnb_day order by day desc limit 1), 0) else 0 end)
        on conflict on constraint unique_customer_key do update
        set as400_customer_id = excluded.as400_customer_id, duns_number = excluded.duns_number, credit_limit = excluded.credit_limit,
            available_credit = excluded.available_credit, credit_score = excluded.credit_score, past_due_amount = excluded.past_due_amount,
            payment_terms = excluded.payment_terms, volume_discount = excluded.volume_discount, cached_at = excluded.cached_at,
            expires_at = excluded.expires_at, source_system = excluded.source_system, is_stale = false, found = excluded.found,
            facts = excluded.facts, api_calls_today = excluded.api_calls_today
        """, row, transaction);

    private static string? Limited(string? text, int width) => text is null || text.Length <= width ? text : text[..width];
}

/// <summary>The outcome of a match by name.</summary>
internal sealed record MatchResult(string? Duns, string Reason);

/// <summary>One row of <c>credit_check_cache</c>.</summary>
internal sealed record CacheRow
{
    public required string Key { get; init; }
    public string? As400CustomerId { get; init; }
    public string? DunsNumber { get; init; }
    public decimal? CreditLimit { get; init; }
    public decimal? AvailableCredit { get; init; }
    public int? CreditScore { get; init; }
    public decimal? PastDueAmount { get; init; }
    public string? PaymentTerms { get; init; }
    public decimal? VolumeDiscount { get; init; }
    public required string Source { get; init; }
    public required bool Found { get; init; }
    public required string Facts { get; init; }
    public required double KeepSeconds { get; init; }
}
