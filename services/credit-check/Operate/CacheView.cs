using System.Text.Json;
using Workers.Postgres;

namespace Workers.CreditCheck.Operate;

/// <summary>The answers that are kept about a customer.</summary>
internal sealed class CacheView(Database database)
{
    public async Task<IResult> Of(string customer, CancellationToken cancellationToken)
    {
        var rows = await database.Query<CacheLine>(
            """
            -- credit_check: show cached answers
            select customer_key, as400_customer_id, duns_number, source_system, found, credit_limit, available_credit, credit_score,
                   past_due_amount, payment_terms, volume_discount, cached_at, expires_at, expires_at <= now() as is_stale, facts::text as facts
            from credit_check_cache
            where customer_key = @customer
               or as400_customer_id = @customer
               or duns_number = @customer
            order by cached_at desc
            limit 20
            """, new { customer }, cancellationToken);
        return rows.Count == 0
            ? Results.Problem($"Nothing is kept about '{customer}'. Ask by AS400 customer number, D-U-N-S number or cache key.", statusCode: StatusCodes.Status404NotFound)
            : Results.Ok(rows.Select(row => new
            {
                row.CustomerKey, row.SourceSystem, row.Found, row.CreditLimit, row.AvailableCredit, row.CreditScore, row.PastDueAmount,
                row.PaymentTerms, row.VolumeDiscount, row.CachedAt, row.ExpiresAt, row.IsStale, facts = JsonSerializer.Deserialize<JsonElement>(row.Facts),
            }));
    }

    private sealed class CacheLine
    {
        public string CustomerKey { get; init; } = "";
        public string? SourceSystem { get; init; }
        public bool Found { get; init; }
        public decimal? CreditLimit { get; init; }
        public decimal? AvailableCredit { get; init; }
        public int? CreditScore { get; init; }
        public decimal? PastDueAmount { get; init; }
        public string? PaymentTerms { get; init; }
        public decimal? VolumeDiscount { get; init; }
        public DateTime CachedAt { get; init; }
        public DateTime ExpiresAt { get; init; }
        public bool IsStale { get; init; }
        public string Facts { get; init; } = "";
    }
}
