using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orders.Tests.Journey;
using Workers.Orders.KeepHouse;

namespace Orders.Tests.KeepHouse;

public sealed class PartitionTests
{
    private OrdersHarness orders = null!;

    [OneTimeSetUp]
    public async Task Start() => orders = await OrdersHarness.Start(options => options.PartitionMonthsAhead = 5);

    [OneTimeTearDown]
    public async Task Stop() => await orders.DisposeAsync();

    [Test]
    public async Task The_service_makes_partitions_ahead_and_repeating_it_changes_nothing()
    {
        var housekeeping = orders.Bus.Services.GetRequiredService<Housekeeping>();

        await housekeeping.RunOnce(CancellationToken.None);

        var last = $"{TimeProvider.System.GetUtcNow().AddMonths(5):yyyyMM}";
        Assert.That(await orders.Database.Admin.QuerySingle<int>("select count(*)::integer from pg_class where relname like '%\\_' || @last and relkind = 'r'", new { last }, CancellationToken.None), Is.EqualTo(4), "five months ahead for four tables");
        Assert.That((await housekeeping.RunOnce(CancellationToken.None)).Made, Is.Zero);
    }

    [Test]
    public async Task An_order_of_today_lies_in_the_partition_of_its_month_and_an_old_one_in_the_default()
    {
        var (today, old) = (new Make(), new Make { OrderId = Guid.CreateVersion7(new DateTimeOffset(2004, 6, 1, 0, 0, 0, TimeSpan.Zero)) });
        await orders.Bus.Deliver(today.Placed(), old.Placed());

        Task<string> Partition(Make order) => orders.Database.Admin.QuerySingle<string>("select tableoid::regclass::text from staging_orders where staging_id = @OrderId", new { order.OrderId }, CancellationToken.None);
        Assert.That(await Partition(today), Does.EndWith($"staging_orders_{TimeProvider.System.GetUtcNow():yyyyMM}"));
        Assert.That(await Partition(old), Does.EndWith("staging_orders_default"));
    }

    [Test]
    public async Task Months_past_their_retention_are_dropped_but_not_while_an_order_in_them_is_open()
    {
        var housekeeping = orders.Bus.Services.GetRequiredService<Housekeeping>();
        await orders.Database.Admin.Execute(
            """
            set role orders_owner;
            create table staging_orders_202001 partition of staging_orders for values from (uuid_v7_floor('2020-01-01Z')) to (uuid_v7_floor('2020-02-01Z'));
            create table staging_order_lines_202001 partition of staging_order_lines for values from (uuid_v7_floor('2020-01-01Z')) to (uuid_v7_floor('2020-02-01Z'));
            create table audit_log_201501 partition of audit_log for values from ('2015-01-01Z') to ('2015-02-01Z');
            create table audit_log_202101 partition of audit_log for values from ('2021-01-01Z') to ('2021-02-01Z');
            create table integration_errors_202401 partition of integration_errors for values from ('2024-01-01Z') to ('2024-02-01Z');
            """, null, CancellationToken.None);
        var order = new Make { OrderId = Guid.CreateVersion7(new DateTimeOffset(2020, 1, 15, 0, 0, 0, TimeSpan.Zero)) };
        await orders.UpTo(order, "CREDIT");

        Assert.That((await housekeeping.RunOnce(CancellationToken.None)).Dropped, Is.EqualTo(2), "one month of audit and one of errors; the order is open");
        await orders.Bus.Deliver(order.Cancel());
        Assert.That((await housekeeping.RunOnce(CancellationToken.None)).Dropped, Is.EqualTo(1));
        Assert.That(await orders.Database.Admin.QuerySingle<int>("select count(*)::integer from order_identity where staging_id = @OrderId", new { order.OrderId }, CancellationToken.None), Is.Zero);
    }

    [TestCase("update audit_log set event_type = 'x'")]
    [TestCase("delete from audit_log")]
    [TestCase("truncate audit_log")]
    [TestCase("delete from audit_log_default")]
    [TestCase("insert into audit_log_default (event_type) values ('x')")]
    [TestCase("update integration_errors set error_message = 'x'")]
    [TestCase("delete from integration_errors")]
    [TestCase("create table mine (a integer)")]
    [TestCase("drop table staging_orders_default")]
    public void The_service_can_neither_change_the_journal_nor_make_or_drop_tables(string forbidden) =>
        Assert.That(async () => await orders.Database.Service.Execute(forbidden, null, CancellationToken.None),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege));

    [Test]
    public async Task A_partition_made_by_the_service_is_as_closed_as_those_of_deployment()
    {
        await orders.Bus.Services.GetRequiredService<Housekeeping>().RunOnce(CancellationToken.None);
        var newest = await orders.Database.Admin.QuerySingle<string>(
            "select max(inhrelid::regclass::text) from pg_inherits where inhparent = 'audit_log'::regclass and inhrelid::regclass::text not like '%default'", null, CancellationToken.None);

        Assert.That(async () => await orders.Database.Service.Execute($"delete from {newest}", null, CancellationToken.None),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }
}
