using Workers.Contracts;
using Workers.NetSuitePoller.SalesOrders;

namespace Workers.NetSuitePoller.SubmitSalesOrders;

/// <summary>A creating request: its bytes, members and key are stored before it is sent and never change.</summary>
internal sealed class Submission
{
    public const string Columns =
        "submission_id, idempotency_key, members, is_collection, body, state, claim, sends, polls, lookups, absent_since, job_id, created_at, submitted_at";

    public Guid SubmissionId { get; init; }
    public Guid IdempotencyKey { get; init; }
    public Guid[] Members { get; init; } = [];
    public bool IsCollection { get; init; }
    public byte[] Body { get; init; } = [];
    public string State { get; init; } = "";
    public long Claim { get; init; }
    public int Sends { get; init; }
    public int Polls { get; init; }
    public int Lookups { get; init; }
    public DateTime? AbsentSince { get; init; }
    public string? JobId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? SubmittedAt { get; init; }

    /// <summary>The key of a request: the same members in the same generation give the same key, a new generation a new one.</summary>
    public static Guid KeyOf(IEnumerable<SalesOrder> members) =>
        OrderIdentity.Name("netsuite submission\n" + string.Join("\n", members.Select(order => $"{order.OrderId} {order.WantedVersion} {order.WantedAttempt} {order.Generation}")));
}
