using Microsoft.Extensions.DependencyInjection;
using Orders.Tests.Journey;
using Workers.Orders.Errors;
using Workers.Orders.FindOrder;
using Workers.Postgres;

namespace Orders.Tests.FindOrder;

public sealed class StoryTests
{
    [Test]
    public void The_audit_tells_every_pass_through_a_step()
    {
        var start = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        AuditRow Row(int second, string eventType, string? step, int attempt) => new()
        {
            CreatedAt = start.AddSeconds(second), EventType = eventType, EventDescription = eventType, SystemSource = "orders",
            NewValue = $$"""{"status": "X", "version": 1, "attempt": {{attempt}}{{(step is null ? "" : $", \"step\": \"{step}\"")}}}""",
        };

        var passes = StepStory.Of(
            [Row(0, "ORDER_STAGED", "CORRELATION", 1), Row(2, "CUSTOMER_UNCERTAIN", "CORRELATION", 1), Row(60, "CUSTOMER_CHOSEN", "CORRELATION", 2), Row(61, "CUSTOMER_KNOWN", "CREDIT", 2), Row(71, "COMMAND_REPEATED", "CREDIT", 2)],
            start.AddSeconds(81));

        Assert.That(passes, Is.EqualTo(new[]
        {
            new StepPass("CORRELATION", "correlation", 1, start, start.AddSeconds(61), 61, 2, "CUSTOMER_KNOWN", "CUSTOMER_KNOWN"),
            new StepPass("CREDIT", "credit-check", 1, start.AddSeconds(61), null, 20, 2, "COMMAND_REPEATED", "COMMAND_REPEATED"),
        }));
    }

    [Test]
    public async Task An_error_is_resolved_once_and_the_resolution_is_audited()
    {
        await using var orders = await OrdersHarness.Start();
        var order = new Make();
        await orders.Bus.Deliver(order.Placed());
        await orders.Database.Service.InTransaction(async (connection, transaction) =>
        {
            await Journal.Errors(connection, transaction, [new ErrorEntry { OrderId = order.OrderId, Source = "NETSUITE", ErrorType = "VENDOR_REJECTED", Message = "no", Request = """{"a": 1}""" }]);
            return true;
        }, CancellationToken.None);
        var id = await orders.Database.Admin.QuerySingle<Guid>("select error_id from integration_errors", null, CancellationToken.None);
        var errors = orders.Bus.Services.GetRequiredService<ErrorBook>();

        await errors.Resolve(id, new Resolution("ann", "item activated", null), CancellationToken.None);
        await errors.Resolve(id, new Resolution("bob", "again", null), CancellationToken.None);

        Assert.That(await orders.Database.Service.QuerySingle<string>("select resolved_by || ' ' || is_resolved::text from v_integration_errors", null, CancellationToken.None), Is.EqualTo("ann true"));
        Assert.That(await orders.Database.Service.QuerySingle<int>("select count(*)::integer from audit_log where event_type = 'ERROR_RESOLVED' and user_id = 'ann'", null, CancellationToken.None), Is.EqualTo(1));
    }
}
