using Dapper;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workers.Orders;
using Workers.Orders.Journey;
using Workers.Postgres;
using Workers.Testing;

namespace Orders.Tests.Journey;

/// <summary>The whole service on a real PostgreSQL and an in-memory bus.</summary>
internal sealed class OrdersHarness : IAsyncDisposable
{
    private OrdersHarness(TestDatabase database, BusHarness bus)
    {
        Database = database;
        Bus = bus;
    }

    public TestDatabase Database { get; }

    public BusHarness Bus { get; }

    public static async Task<OrdersHarness> Start(Action<OrdersOptions>? options = null)
    {
        var database = await TestDatabase.Create("orders", typeof(OrderStateMachine).Assembly);
        var bus = await BusHarness.Start(
            services =>
            {
                services.AddOptions<OrdersOptions>().Configure(settings =>
                {
                    settings.AdoptionInterval = TimeSpan.FromMilliseconds(10);
                    settings.SweepInterval = TimeSpan.FromMilliseconds(50);
                    options?.Invoke(settings);
                });
                services.AddSingleton(database.Service);
                services.AddOrderServices();
                services.AddHostedService<Workers.Orders.Adopt.AdoptionLoop>();
            },
            configurator =>
            {
                configurator.AddOrderConsumers();
                configurator.AddConfigureEndpointsCallback((_, _, endpoint) => endpoint.UseMessageRetry(retry => retry.Immediate(2)));
            });
        return new OrdersHarness(database, bus);
    }

    public Task<OrderRow> Row(Make order) => Database.Admin.QuerySingle<OrderRow>(
        """
        select o.staging_status as status, v.bucket, o.step, o.attempt, o.source_version, o.row_version, o.requires_manual_review as in_review, o.review_code, o.manual_review_reason,
               o.netsuite_internal_id, o.board_item_id, o.board_status, o.order_total, o.sweep_at, o.sweeps, o.wait_code, o.retry_count, o.last_error_code, o.caused_by,
               (select count(*) from audit_log a where a.staging_id = o.staging_id)::integer as audits
        from staging_orders o join v_orders v using (staging_id) where o.staging_id = @OrderId
        """, new { order.OrderId }, CancellationToken.None);

    public async Task UpTo(Make order, string step)
    {
        await Bus.Deliver(order.Placed());
        if (step == "CORRELATION") return;
        await Bus.Deliver(order.Correlated());
        if (step == "CREDIT") return;
        await Bus.Deliver(order.Credit());
        if (step == "ERP") return;
        await Bus.Deliver(order.Created());
        if (step == "BOARD") return;
        await Bus.Deliver(order.Synced());
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await Database.DisposeAsync();
    }
}

internal sealed class OrderRow
{
    public string Status { get; init; } = "";
    public string Bucket { get; init; } = "";
    public string? Step { get; init; }
    public int Attempt { get; init; }
    public long SourceVersion { get; init; }
    public int RowVersion { get; init; }
    public bool InReview { get; init; }
    public string? ReviewCode { get; init; }
    public string? ManualReviewReason { get; init; }
    public long? NetsuiteInternalId { get; init; }
    public long? BoardItemId { get; init; }
    public string? BoardStatus { get; init; }
    public decimal? OrderTotal { get; init; }
    public DateTime? SweepAt { get; init; }
    public int Sweeps { get; init; }
    public string? WaitCode { get; init; }
    public int RetryCount { get; init; }
    public string? LastErrorCode { get; init; }
    public Guid? CausedBy { get; init; }
    public int Audits { get; init; }
}
