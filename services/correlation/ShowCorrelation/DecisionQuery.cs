using System.Text.Json;
using Workers.Postgres;

namespace Workers.Correlation.ShowCorrelation;

/// <summary>A decision as a person reads it.</summary>
internal sealed class DecisionView
{
    public long Version { get; init; }
    public int Attempt { get; init; }
    public string Outcome => ReviewCode is null ? "CORRELATED" : "REVIEW";
    public string? ReviewCode { get; init; }
    public long? NetsuiteCustomerId { get; init; }
    public long? RunnerUpNetsuiteCustomerId { get; init; }
    public decimal Confidence { get; init; }
    public string? Method { get; init; }
    public string Reason { get; init; } = "";
    public string? ChosenBy { get; init; }
    public DateTime DecidedAt { get; init; }
    public JsonElement Evidence { get; init; }
}

internal sealed class DecisionQuery(Database database)
{
    /// <summary>Every decision about an order, the newest first.</summary>
    public async Task<IReadOnlyList<DecisionView>> Find(Guid orderId, CancellationToken cancellationToken) =>
        [.. (await database.Query<string>(
            """
            -- correlation: show decisions
            select json_build_object(
                'version', version, 'attempt', attempt, 'reviewCode', review_code, 'netsuiteCustomerId', netsuite_customer_id,
                'runnerUpNetsuiteCustomerId', runner_up_netsuite_customer_id, 'confidence', confidence, 'method', method, 'reason', reason,
                'chosenBy', chosen_by, 'decidedAt', decided_at at time zone 'utc', 'evidence', evidence)::text
            from correlation_decision
            where order_id = @orderId
            order by version desc, attempt desc
            """, new { orderId }, cancellationToken)).Select(Json.Read<DecisionView>)];
}
