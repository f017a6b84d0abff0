using Npgsql;
using Workers.Postgres;
using Workers.Testing;

namespace Shared.Tests;

public sealed class JournalTests
{
    [Test]
    public async Task Every_service_may_append_to_the_journal_and_none_may_read_or_change_it()
    {
        await using var database = await TestDatabase.Create("credit_check", typeof(JournalTests).Assembly);
        await database.Service.InTransaction(async (connection, transaction) =>
        {
            await Journal.Audit(connection, transaction,
                [new AuditEntry { OrderId = Guid.CreateVersion7(), EventType = "CREDIT_CHECKED", Source = "credit-check", NewValue = """{"outcome":"APPROVED"}""" }]);
            await Journal.Errors(connection, transaction,
                [new ErrorEntry { Source = "AS400", ErrorType = "VENDOR_REJECTED", Message = "no" }]);
            return true;
        }, CancellationToken.None);

        Assert.That(await database.Admin.QuerySingle<string>("select new_value->>'outcome' from orders.audit_log", null, CancellationToken.None), Is.EqualTo("APPROVED"));
        foreach (var forbidden in new[] { "select * from orders.audit_log", "update orders.audit_log set user_id = 'x'", "delete from orders.audit_log", "create table t (a int)" })
            Assert.That(async () => await database.Service.Execute(forbidden, null, CancellationToken.None),
                Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege), forbidden);
    }
}
