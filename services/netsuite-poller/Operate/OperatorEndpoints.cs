using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Workers.Contracts.NetSuite;
using Workers.Hosting;
using Workers.NetSuitePoller.Mapping;
using Workers.NetSuitePoller.NetSuite;
using Workers.Postgres;
using Workers.Vendors;

namespace Workers.NetSuitePoller.Operate;

/// <summary>What operators ask this service.</summary>
internal static class OperatorEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapOperatorGroup();
        var (gate, http) = (app.ServiceProvider.GetRequiredService<NetSuiteGate>(), app.ServiceProvider.GetRequiredService<VendorHttp>());
        group.MapVendorStates(new Dictionary<string, Func<bool>> { [NetSuiteGate.Vendor] = () => gate.IsDown || http.CircuitIsOpen });
        group.MapGet("/polling", Polling);
        group.MapPost("/dry-run", DryRun);
    }

    /// <summary>The exact request that a command would lead to, without sending it.</summary>
    public static IResult DryRun(CreateSalesOrder command, IOptions<NetSuiteOptions> options)
    {
        var mapped = SalesOrderMapper.Map(command, options.Value.Currencies);
        return mapped.Body is null
            ? Results.Ok(new { vendor = NetSuiteGate.Vendor, reason = mapped.Problem })
            : Results.Ok(new
            {
                vendor = NetSuiteGate.Vendor,
                method = "POST",
                url = $"{options.Value.BaseUrl!.AbsoluteUri.TrimEnd('/')}/services/rest/record/v1/salesOrder",
                headers = new Dictionary<string, string> { ["Prefer"] = "respond-async", ["Content-Type"] = "application/json" },
                body = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(mapped.Body)),
            });
    }

    private static async Task<IResult> Polling(Database database, CancellationToken cancellationToken, int limit = 100) =>
        Results.Ok(await database.Query<PollingRow>(
            """
            -- netsuite_poller: what is being polled, the stuck ones first
            select q.poll_id, q.staging_id, q.transaction_id, q.transaction_type, q.poll_status, q.poll_attempts, q.max_poll_attempts, q.next_poll_at,
                q.created_at, q.timeout_at, (q.poll_status = 'TIMEOUT' or q.poll_attempts > 20 or q.timeout_at < now()) as is_stuck,
                s.external_id, u.last_problem
            from netsuite_polling_queue q
            join sales_order s on s.order_id = q.staging_id
            left join submission u on u.submission_id = s.submission_id
            where q.poll_status in ('PENDING', 'POLLING', 'TIMEOUT')
            order by is_stuck desc, q.created_at
            limit @limit
            """, new { limit = Math.Clamp(limit, 1, 1000) }, cancellationToken));

    private sealed class PollingRow
    {
        public Guid PollId { get; init; }
        public Guid StagingId { get; init; }
        public Guid ExternalId { get; init; }
        public string TransactionId { get; init; } = "";
        public string TransactionType { get; init; } = "";
        public string PollStatus { get; init; } = "";
        public int PollAttempts { get; init; }
        public int MaxPollAttempts { get; init; }
        public DateTime? NextPollAt { get; init; }
        public DateTime CreatedAt { get; init; }
        public DateTime? TimeoutAt { get; init; }
        public bool IsStuck { get; init; }
        public string? LastProblem { get; init; }
    }
}
